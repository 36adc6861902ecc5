namespace Cep;

/// <content>When events are taken and skipped.</content>
internal sealed partial class Compiler
{
    /// <summary>What ends the loops around a part must not be satisfied by what it takes or skips.</summary>
    private Guard Unless(Position at) =>
        at.Part.Quantifier.Until is { } until ? Guard.Of(LiteralOf(until).Not()).And(at.Scope.Unless) : at.Scope.Unless;

    /// <summary>Which events the part takes.</summary>
    private Guard TakeGuard(StagePart part, Scope scope)
    {
        var take = StageGuard(part, scope);
        return part.Quantifier.Until is { } until ? Guard.Of(LiteralOf(until).Not()).And(take) : take;
    }

    /// <summary>Which events satisfy the part's own condition.</summary>
    private Guard StageGuard(StagePart part, Scope scope) => scope.Unless.And(Guard.Of(LiteralOf(part.Condition)));

    /// <summary>Which events are skipped while the part is waited for; null for none.</summary>
    private Guard? SkipGuard(StagePart part, Contiguity contiguity, Scope scope, bool isInLoop)
    {
        Guard? skip = contiguity switch
        {
            Contiguity.FollowedBy => scope.Unless.And(Guard.Of(LiteralOf(part.Condition).Not())),
            Contiguity.FollowedByAny => scope.Unless,
            _ => null,
        };
        return isInLoop && part.Quantifier.Until is { } until ? skip?.And(Guard.Of(LiteralOf(until).Not())) : skip;
    }
}
