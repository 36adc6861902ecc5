namespace Cep;

/// <summary>A value of all matches that an event completes.</summary>
internal sealed class MatchAggregateStream<TMatch, TValue, TResult, TAlgebra>(
    Pattern<TMatch> pattern, IReadOnlyList<MatchSource> sources, StageValue? stageValue) : EventStream<TResult>
    where TMatch : class, new()
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        plan.Explainer?.Follow(pattern, sources);
        var operation = new MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra>(plan, pattern, stageValue);
        operation.Connect(sources);
        return operation.Results;
    }
}

/// <summary>Gives out the value of the matches that complete together; where they have to be listed, it is computed from each of them.</summary>
internal sealed class MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra> : MatchOperator
    where TMatch : class, new()
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    private readonly StageValue? stageValue;
    private readonly RowBuffer<TResult> results = new();
    private (int Key, long Time, Causes Causes) listedAt;
    private TValue listed = TAlgebra.Nothing;

    public MatchAggregateOperator(RulePlan plan, Pattern<TMatch> pattern, StageValue? stageValue)
        : base(plan)
    {
        this.stageValue = stageValue;
        var cursor = new MatchCursor();
        var match = pattern.Shape.Bind(cursor);
        var automaton = pattern.Plan.IsPreferred ? null : Compiler.Compile(pattern.Plan);
        Matcher = automaton is not null && StepReader.CanRead(automaton)
            ? new AggregateMatcher<TValue, TResult, TAlgebra>(automaton, match, cursor, stageValue, new Outlet(this))
            : Matchers.Build(pattern.Plan, match, cursor, this, givesTimedOut: false);
    }

    public Output<TResult> Results { get; } = new();

    protected override Matcher Matcher { get; }

    public override void EmptyMatch(int key, long time, Taken at)
    {
        if (listedAt.Key != key || listedAt.Time != time) OnOffered();
        listed = TAlgebra.Either(listed, TAlgebra.Empty);
        listedAt = (key, time, at.Causes);
    }

    public override void Match(int key, long time, Link tail)
    {
        if (listedAt.Key != key || listedAt.Time != time) OnOffered();
        var value = TAlgebra.Empty;
        for (Link? link = tail; link is not null && stageValue is not null; link = link.Before)
        {
            if (link.Stage == stageValue.Stage && !link.IsExcluded) value = TAlgebra.Then(value, TAlgebra.Of(stageValue.Of(link.Event)));
        }

        listed = TAlgebra.Either(listed, value);
        listedAt = (key, time, tail.Event.Causes);
    }

    public override void TimedOut(int key, long time, PartialMatch partial)
    {
    }

    public override void Flush()
    {
        OnOffered();
        results.Flush(Results);
    }

    protected override void OnOffered()
    {
        if (TAlgebra.IsNothing(listed)) return;
        results.Add(listedAt.Key, listedAt.Time, listedAt.Causes, TAlgebra.Result(listed));
        listed = TAlgebra.Nothing;
    }

    protected override void PassTime(long watermark) => Results.PassTime(watermark);

    private sealed class Outlet(MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra> operation) : AggregateOutlet<TValue>
    {
        public override void Complete(int key, Candidate candidate, in TValue value) =>
            operation.results.Add(key, candidate.Time, candidate.Causes, TAlgebra.Result(value));
    }
}
