namespace Cep;

/// <content>Some of the matches that complete together.</content>
public sealed partial class MatchStream<TMatch>
{
    /// <summary>Of the matches that complete together at an event, or by the passing of time, the first ones in their order.</summary>
    /// <param name="count">How many at most; at least 1.</param>
    /// <remarks>
    /// Skip strategies see all matches, also those left out. Where partial matches share what they have in common, what is left
    /// out is not listed either.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public EventStream<TMatch> First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new FirstMatchesStream<TMatch>(pattern, sources, count);
    }
}

internal sealed class FirstMatchesStream<TMatch>(Pattern<TMatch> pattern, IReadOnlyList<MatchSource> sources, int count) : EventStream<TMatch>
    where TMatch : class, new()
{
    internal override Output<TMatch> Build(RulePlan plan)
    {
        plan.Explainer?.Follow(pattern, sources);
        var operation = new FirstMatchesOperator<TMatch>(plan, pattern, count);
        operation.Connect(sources);
        return operation.Matches;
    }
}

/// <summary>Passes on the first matches of each event or deadline of a key.</summary>
internal sealed class FirstMatchesOperator<TMatch> : MatchOperator
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape;
    private readonly int most;
    private readonly RowBuffer<TMatch> matches = new();
    private (int Key, long Time) at;
    private int given;

    public FirstMatchesOperator(RulePlan plan, Pattern<TMatch> pattern, int most)
        : base(plan)
    {
        this.most = most;
        shape = pattern.Shape;
        var cursor = new MatchCursor();
        Matcher = Matchers.Build(pattern.Plan, shape.Bind(cursor), cursor, this, givesTimedOut: false);
    }

    public Output<TMatch> Matches { get; } = new();

    public override bool WantsMore => given < most;

    protected override Matcher Matcher { get; }

    public override void Match(int key, long time, Link tail)
    {
        if (Next(key, time)) matches.Add(key, time, Link.CausesOf(tail), shape.Bind(new MatchCursor { Tail = tail }));
    }

    public override void EmptyMatch(int key, long time, Taken taken)
    {
        if (Next(key, time)) matches.Add(key, time, taken.Causes, shape.Bind(new MatchCursor()));
    }

    public override void TimedOut(int key, long time, PartialMatch partial)
    {
    }

    public override void Flush()
    {
        OnOffered();
        matches.Flush(Matches);
    }

    protected override void OnOffered() => given = 0;

    protected override void PassTime(long watermark) => Matches.PassTime(watermark);

    private bool Next(int key, long time)
    {
        if (at != (key, time)) (at, given) = ((key, time), 0);
        return given++ < most;
    }
}
