namespace Cep;

/// <summary>A stream whose events a pattern is offered.</summary>
internal abstract class MatchSource
{
    public abstract Type EventType { get; }

    /// <summary>Connects the stream to the operator, directly when it is the only one, else through rows that wait for the others.</summary>
    public abstract MatchInlet Connect(RulePlan plan, MatchOperator operation, bool isOnly);

    /// <summary>Runs a pattern that is a state machine over the stream, which is the only one.</summary>
    public abstract Output<TMatch> BuildStrict<TMatch>(RulePlan plan, Pattern<TMatch> pattern, StrictChain chain)
        where TMatch : class, new();
}

/// <inheritdoc/>
internal sealed class MatchSource<T>(EventStream<T> stream) : MatchSource
{
    public override Type EventType => typeof(T);

    public override MatchInlet Connect(RulePlan plan, MatchOperator operation, bool isOnly)
    {
        var inlet = new MatchInlet<T>(operation);
        plan.OutputOf(stream).Connect(isOnly ? inlet.Direct : inlet.Held);
        if (!isOnly) operation.KeepHeld<T>(inlet.Held);
        return inlet;
    }

    public override Output<TMatch> BuildStrict<TMatch>(RulePlan plan, Pattern<TMatch> pattern, StrictChain chain)
    {
        var operation = new StrictOperator<T, TMatch>(plan, pattern, chain);
        plan.OutputOf(stream).Connect(operation);
        plan.Keep<T>(operation);
        plan.Partials.Add(operation);
        return operation.Output;
    }
}
