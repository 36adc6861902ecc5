namespace Cep;

/// <summary>Some of the matches that are given out together.</summary>
internal sealed class SelectedMatchesStream<TMatch>(Pattern<TMatch> pattern, MatchInputs inputs, Func<MatchSelection> selection) : EventStream<TMatch>
    where TMatch : class, new()
{
    internal override Output<TMatch> Build(RulePlan plan)
    {
        plan.Explainer?.Follow(pattern, inputs);

        // Of neighbouring events in a fixed number only one match can be complete at a time: it is the first, the last and maximal.
        if (MatchStream<TMatch>.TryBuildStrict(plan, pattern, inputs) is { } strict) return strict;
        var operation = new SelectedMatchesOperator<TMatch>(plan, pattern, selection());
        operation.Connect(inputs);
        return operation.Matches;
    }
}

/// <summary>Passes on what a selection leaves of the matches of each event or deadline of a key.</summary>
internal sealed class SelectedMatchesOperator<TMatch> : MatchOperator
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape;
    private readonly MatchSelection selection;
    private readonly RowBuffer<TMatch> matches = new();
    private (int Key, long Time) at;

    public SelectedMatchesOperator(RulePlan plan, Pattern<TMatch> pattern, MatchSelection selection)
        : base(plan, new Deadlines(pattern.Plan))
    {
        this.selection = selection;
        shape = pattern.Shape;
        var cursor = new MatchCursor();
        Matcher = Matchers.Build(pattern.Plan, Deadlines, shape.Bind(cursor), cursor, this, givesTimedOut: false);
    }

    public Output<TMatch> Matches { get; } = new();

    public override bool WantsMore => selection.WantsMore;

    public override bool WantsLastOnly => selection.WantsLastOnly;

    protected override Matcher Matcher { get; }

    public override void Match(int key, long time, Link tail) => Offer(key, time, new SelectedMatch(tail, Link.CausesOf(tail)));

    public override void EmptyMatch(int key, long time, Taken at) => Offer(key, time, new SelectedMatch(null, at.Causes));

    public override void TimedOut(int key, long time, PartialMatch partial)
    {
    }

    public override void Flush()
    {
        OnOffered();
        matches.Flush(Matches);
    }

    protected override void OnOffered()
    {
        foreach (var match in selection.Selected) matches.Add(at.Key, at.Time, match.Causes, shape.Bind(new MatchCursor { Tail = match.Tail }));
        selection.Selected.Clear();
    }

    protected override void PassTime(long watermark) => Matches.PassTime(watermark);

    private void Offer(int key, long time, SelectedMatch match)
    {
        if (at != (key, time)) OnOffered();
        at = (key, time);
        selection.Offer(match);
    }
}
