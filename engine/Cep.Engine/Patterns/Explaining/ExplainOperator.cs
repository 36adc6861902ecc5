namespace Cep;

/// <summary>A pattern of an explained rule, followed beside the plan that runs it, whose state and results it leaves alone.</summary>
internal abstract class ExplainOperator(RulePlan plan, Deadlines deadlines) : MatchOperator(plan, deadlines)
{
    private readonly List<IKeyedState> held = [];

    protected override bool IsOfRule => false;

    /// <summary>What the rows of several streams wait in is no state of the rule's; it begins anew with the run.</summary>
    public override void KeepHeld<T>(IKeyedState held) => this.held.Add(held);

    /// <summary>The rule forgets a key.</summary>
    public void Forget(int key, long moment)
    {
        Matcher.TellRest(key, EndCause.Forgotten, end => Ended(key, moment, end));
        Deadlines.Forget(key);
        Matcher.Forget(key);
        foreach (var state in held) state.Forget(key);
    }
}

/// <inheritdoc/>
internal sealed class ExplainOperator<TMatch> : ExplainOperator
    where TMatch : class, new()
{
    private readonly Explainer explainer;
    private readonly PatternPlan pattern;
    private readonly int number;
    private bool isAfterEnd;

    /// <param name="plan">The rule.</param>
    /// <param name="explainer">Takes the records.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="number">Which of those of the rule.</param>
    public ExplainOperator(RulePlan plan, Explainer explainer, Pattern<TMatch> pattern, int number)
        : base(plan, new Deadlines(pattern.Plan))
    {
        this.explainer = explainer;
        this.number = number;
        this.pattern = BoundOf(pattern.Plan);
        (WantsTimedOut, WantsEnds) = (true, true);
        var cursor = new MatchCursor();
        Matcher = Matchers.Build(this.pattern, Deadlines, pattern.Shape.Bind(cursor), cursor, this, givesTimedOut: true);
    }

    protected override Matcher Matcher { get; }

    public override void Offer(int key, Candidate candidate)
    {
        if (explainer.Concerns(key)) base.Offer(key, candidate);
    }

    public override void Match(int key, long time, Link tail) => explainer.Tell(new PartialMatchEnd(pattern, tail)
    {
        Rule = explainer.Rule, Key = explainer.NameOf(key), Time = new EventTime(time), Pattern = number, IsAfterEnd = isAfterEnd,
    });

    public override void Ended(int key, long time, PartialEnd end) => explainer.Tell(new PartialMatchEnd(pattern, end)
    {
        Rule = explainer.Rule, Key = explainer.NameOf(key), Time = new EventTime(time), Pattern = number, IsAfterEnd = isAfterEnd,
    });

    /// <summary>Nothing had begun that could have ended.</summary>
    public override void EmptyMatch(int key, long time, Taken at)
    {
    }

    public override void TimedOut(int key, long time, PartialMatch partial)
    {
    }

    /// <summary>The rule's own plan tells it.</summary>
    public override void Fault(int key, long time, Exception fault)
    {
    }

    public override void LimitStruck()
    {
    }

    public override void Flush()
    {
    }

    protected override void Fault(int key, long time, long sequence, Exception fault)
    {
    }

    protected override void OnEnd() => isAfterEnd = true;

    protected override void PassTime(long watermark)
    {
    }

    /// <summary>
    /// Where the rule's plan shares partial matches it bears more of them than can be followed one by one. Then the oldest are
    /// dropped here, and told so, in place of leaving out an event that the rule does not leave out.
    /// </summary>
    private static PatternPlan BoundOf(PatternPlan plan) =>
        !plan.IsPreferred && StepReader.CanRead(Compiler.Compile(plan)) ? plan with { AtLimit = PartialMatchLimit.DropOldest } : plan;
}
