namespace Cep;

/// <summary>The matches of a pattern. Everything that applies to a stream applies to them, one match being one event.</summary>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed partial class MatchStream<TMatch> : EventStream<TMatch>
    where TMatch : class, new()
{
    private readonly Pattern<TMatch> pattern;
    private readonly MatchInputs inputs;
    private MatchOperator<TMatch>? operation;
    private bool givesTimedOut;

    internal MatchStream(Pattern<TMatch> pattern, MatchInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        this.pattern = pattern;
        this.inputs = inputs;
        CheckTypes();
        if (inputs.Statuses is null || pattern.Plan.Clock is not null) return;
        throw new ArgumentException(
            "Statuses stop and resume trading time, but the pattern has no limit in it; say .Within(time, clock) or .WithinPrevious(time, clock), or leave the statuses out.",
            nameof(inputs));
    }

    /// <summary>The partial matches whose time was up, at that time, with the stage that each had reached.</summary>
    /// <remarks>Needs <c>Within</c> or <c>WithinPrevious</c> in the pattern; without them nothing comes.</remarks>
    public EventStream<TimedOutMatch<TMatch>> TimedOut()
    {
        givesTimedOut = true;
        return new TimedOutStream(this);
    }

    /// <inheritdoc cref="TimedOut()"/>
    /// <param name="selector">Makes the result.</param>
    public EventStream<TResult> TimedOut<TResult>(Func<TimedOutMatch<TMatch>, TResult> selector) => TimedOut().Select(selector);

    /// <summary>
    /// The partial matches that came to nothing, when and why: for finding out why a pattern does not match. One that goes
    /// on in several ways ends several times; one that has become a match is none of them.
    /// </summary>
    public EventStream<EndedMatch<TMatch>> Ended()
    {
        // Whoever wants to know how partial matches end needs each of them, as whoever wants those whose time is up.
        TimedOut();
        return new EndedStream(this);
    }

    internal override Output<TMatch> Build(RulePlan plan)
    {
        plan.Explainer?.Follow(pattern, inputs);
        if (!givesTimedOut && TryBuildStrict(plan, pattern, inputs) is { } strict) return strict;
        operation = new MatchOperator<TMatch>(plan, pattern, givesTimedOut);
        operation.Connect(inputs);
        return operation.Matches;
    }

    /// <summary>Runs a pattern that is a state machine as one; null when it is none.</summary>
    internal static Output<TMatch>? TryBuildStrict(RulePlan plan, Pattern<TMatch> pattern, MatchInputs inputs) =>
        inputs is { AreOne: true, Sources: [var source] } && !pattern.Plan.IsPreferred && StrictChain.Of(Compiler.Compile(pattern.Plan)) is { } chain
            ? source.BuildStrict(plan, pattern, chain)
            : null;

    private void CheckTypes()
    {
        var types = inputs.Sources.Select(source => source.EventType).ToList();
        foreach (var (name, type) in pattern.Shape.Types)
        {
            if (types.Contains(type)) continue;
            throw new ArgumentException(
                $"'{name}' takes events of type {type.Name}, but the streams give {string.Join(" and ", types.Select(given => given.Name))}; "
                + "give Match the stream of that type, too.");
        }
    }

    private sealed class TimedOutStream(MatchStream<TMatch> matches) : EventStream<TimedOutMatch<TMatch>>
    {
        internal override Output<TimedOutMatch<TMatch>> Build(RulePlan plan)
        {
            plan.OutputOf(matches);
            return matches.operation!.TimedOuts;
        }
    }

    private sealed class EndedStream(MatchStream<TMatch> matches) : EventStream<EndedMatch<TMatch>>
    {
        internal override Output<EndedMatch<TMatch>> Build(RulePlan plan)
        {
            plan.OutputOf(matches);
            matches.operation!.WantsEnds = true;
            return matches.operation.Ends;
        }
    }
}
