namespace Cep;

/// <summary>The matches of a pattern. Everything that applies to a stream applies to them, one match being one event.</summary>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed class MatchStream<TMatch> : EventStream<TMatch>
    where TMatch : class, new()
{
    private readonly Pattern<TMatch> pattern;
    private readonly IReadOnlyList<MatchSource> sources;
    private MatchOperator<TMatch>? operation;

    internal MatchStream(Pattern<TMatch> pattern, IReadOnlyList<MatchSource> sources)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        this.pattern = pattern;
        this.sources = sources;
        CheckTypes();
    }

    /// <summary>The partial matches whose time was up, at that time, with the stage that each had reached.</summary>
    /// <remarks>Needs <c>Within</c> or <c>WithinPrevious</c> in the pattern; without them nothing comes.</remarks>
    public EventStream<TimedOutMatch<TMatch>> TimedOut() => new TimedOutStream(this);

    /// <inheritdoc cref="TimedOut()"/>
    /// <param name="selector">Makes the result.</param>
    public EventStream<TResult> TimedOut<TResult>(Func<TimedOutMatch<TMatch>, TResult> selector) => TimedOut().Select(selector);

    internal override Output<TMatch> Build(RulePlan plan)
    {
        operation = new MatchOperator<TMatch>(plan, pattern);
        operation.Connect(sources);
        plan.RefuseToSave("its query matches a pattern, whose partial matches are not saved");
        return operation.Matches;
    }

    private void CheckTypes()
    {
        var types = sources.Select(source => source.EventType).ToList();
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
}
