namespace Cep;

/// <summary>A value of all matches that an event completes.</summary>
internal sealed class MatchAggregateStream<TMatch, TValue, TResult, TAlgebra>(
    Pattern<TMatch> pattern, MatchInputs inputs, StageValue? stageValue) : EventStream<TResult>
    where TMatch : class, new()
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        plan.Explainer?.Follow(pattern, inputs);
        var operation = new MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra>(plan, pattern, stageValue);
        operation.Connect(inputs);
        return operation.Results;
    }
}

/// <summary>Gives out the value of the matches that complete together; where they have to be listed, it is computed from each of them.</summary>
internal sealed class MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra> : MatchOperator
    where TMatch : class, new()
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    private readonly RulePlan plan;
    private readonly StageValue? stageValue;
    private readonly RowBuffer<TResult> results = new();
    private (int Key, long Time, Causes Causes) listedAt;
    private TValue listed = TAlgebra.Nothing;

    /// <summary>The value of an event of the matches could not be had, so there is none of all of them.</summary>
    private bool isSpoiled;

    public MatchAggregateOperator(RulePlan plan, Pattern<TMatch> pattern, StageValue? stageValue)
        : base(plan, new Deadlines(pattern.Plan))
    {
        this.plan = plan;
        this.stageValue = stageValue;
        var cursor = new MatchCursor();
        var match = pattern.Shape.Bind(cursor);
        var automaton = pattern.Plan.IsPreferred ? null : Compiler.Compile(pattern.Plan);
        Matcher = automaton is not null && StepReader.CanRead(automaton)
            ? new AggregateMatcher<TValue, TResult, TAlgebra>(automaton, match, cursor, stageValue, new Outlet(this))
            : Matchers.Build(pattern.Plan, Deadlines, match, cursor, this, givesTimedOut: false);
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
        listedAt = (key, time, tail.Event.Causes);
        if (isSpoiled) return;
        try
        {
            listed = TAlgebra.Either(listed, ValueOf(tail));
        }
        catch (Exception fault)
        {
            // Thrown further it would leave the matcher in the middle of giving matches out; there may be no event to blame, either.
            isSpoiled = true;
            plan.Faults.Report(key, time, tail.Event.Causes.Last, fault);
        }
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
        if (!isSpoiled && !TAlgebra.IsNothing(listed)) results.Add(listedAt.Key, listedAt.Time, listedAt.Causes, TAlgebra.Result(listed));
        listed = TAlgebra.Nothing;
        isSpoiled = false;
    }

    protected override void PassTime(long watermark) => Results.PassTime(watermark);

    private TValue ValueOf(Link tail)
    {
        var value = TAlgebra.Empty;
        for (Link? link = tail; link is not null && stageValue is not null; link = link.Before)
        {
            if (link.Stage == stageValue.Stage && !link.IsExcluded) value = TAlgebra.Then(value, TAlgebra.Of(stageValue.Of(link.Event)));
        }

        return value;
    }

    private sealed class Outlet(MatchAggregateOperator<TMatch, TValue, TResult, TAlgebra> operation) : AggregateOutlet<TValue>
    {
        public override void Complete(int key, Candidate candidate, in TValue value) =>
            operation.results.Add(key, candidate.Time, candidate.Causes, TAlgebra.Result(value));
    }
}
