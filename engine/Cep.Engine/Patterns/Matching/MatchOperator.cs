namespace Cep;

/// <summary>Offers the events of the streams to the matcher, in the order of the log, and passes on what it finds.</summary>
internal abstract partial class MatchOperator(RulePlan plan, Deadlines deadlines) : MatchOutlet, IPartialMatches
{
    private readonly List<MatchInlet> inlets = [];
    private long passed = long.MinValue;
    private long reached = long.MinValue;

    protected abstract Matcher Matcher { get; }

    protected Deadlines Deadlines => deadlines;

    /// <summary>Whether what it keeps is the rule's.</summary>
    protected virtual bool IsOfRule => true;

    public void Connect(MatchInputs inputs)
    {
        foreach (var source in inputs.Sources) inlets.Add(source.Connect(plan, this, inputs.AreOne));
        if (inputs.Statuses is { } statuses) inlets.Add(StatusInlet.Connect(plan, this, statuses));
        if (IsOfRule) Keep(inputs);
        if (IsOfRule) plan.Partials.Add(this);
    }

    public virtual void Offer(int key, Candidate candidate)
    {
        PassDeadlines(candidate.Time);
        try
        {
            candidate.Traded = deadlines.TradedAt(key, candidate.Time);
            Matcher.Take(key, candidate);
        }
        catch (Exception fault)
        {
            Fault(key, candidate.Time, candidate.Causes.Last, fault);
        }

        // Also when it threw: a search that goes on after a fault may have found something before it.
        OnOffered();
    }

    /// <summary>A key was stopped or trades again. Up to then it went on as before, so what is due by then is not put off.</summary>
    public void Offer(int key, long sequence, in MarketStatus status)
    {
        var time = status.Time.Nanos;
        PassDeadlines(time);
        try
        {
            deadlines.Take(key, status);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            Fault(key, time, sequence, fault);
            return;
        }

        Matcher.Await(key, time);
    }

    /// <summary>Time has passed in the only stream.</summary>
    public void OnTime(long watermark)
    {
        if (watermark == long.MaxValue) End(plan.Shard.EndTime);
        reached = TimerOrder.Reached(watermark);
        Matcher.PassTime(reached);
        if (watermark == long.MaxValue && WantsEnds) TellRest(plan.Shard.EndTime);
        Flush();
        PassTime(watermark);
    }

    /// <summary>Time has passed in one of several streams; rows go on when it has in all of them.</summary>
    public void OnHeldTime()
    {
        var watermark = inlets.Min(inlet => inlet.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        foreach (var inlet in inlets) inlet.Settle(watermark);
        while (Earliest(watermark) is { } inlet) inlet.OfferHead();
        OnTime(watermark);
    }

    public override void Fault(int key, long time, Exception fault) => plan.Faults.Report(key, time, -1, fault);

    public override void LimitStruck() => plan.LimitStruck++;

    public void Count(PartialCount count) => Matcher.Count(reached, count);

    /// <summary>Passes on what was found.</summary>
    public abstract void Flush();

    /// <summary>A condition threw, or an event met a limit, or the calendar does not know its time.</summary>
    protected virtual void Fault(int key, long time, long sequence, Exception fault) => plan.Faults.Report(key, time, sequence, fault);

    /// <summary>The input has ended: nothing waits for the partial matches that are left, whose time is never up.</summary>
    protected virtual void TellRest(long time)
    {
        for (var key = 0; key < plan.KeyCapacity; key++)
        {
            // Rows of windows that the end closes are later than the end.
            Matcher.TellRest(key, EndCause.EndOfInput, end => Ended(key, Math.Max(time, end.Tail.Event.Time), end));
        }
    }

    /// <summary>What the matcher says from now on belongs to another event or time.</summary>
    protected virtual void OnOffered()
    {
    }

    /// <summary>The input has ended, and what its last events did is told.</summary>
    protected virtual void OnEnd()
    {
    }

    protected abstract void PassTime(long watermark);

    /// <summary>The end is later than all deadlines before it, also when nothing was heard of time since then.</summary>
    private void End(long time)
    {
        Matcher.PassTime(time);
        OnOffered();
        OnEnd();
        Matcher.Complete(time);
        OnOffered();
    }

    private void PassDeadlines(long time)
    {
        if (time < Matcher.Earliest) return;
        Matcher.PassTime(time);

        // What a deadline completes is told apart from what the event does, as when time passes it between batches.
        OnOffered();
    }

    private MatchInlet? Earliest(long watermark)
    {
        MatchInlet? earliest = null;
        foreach (var inlet in inlets)
        {
            if (inlet.HasUntil(watermark) && (earliest is null || inlet.Head.CompareTo(earliest.Head) < 0)) earliest = inlet;
        }

        return earliest;
    }
}

/// <inheritdoc/>
internal sealed class MatchOperator<TMatch> : MatchOperator
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape;
    private readonly RowBuffer<TMatch> matches = new();
    private readonly RowBuffer<TimedOutMatch<TMatch>> timedOut = new();
    private readonly RowBuffer<EndedMatch<TMatch>> ends = new();

    public MatchOperator(RulePlan plan, Pattern<TMatch> pattern, bool givesTimedOut)
        : base(plan, new Deadlines(pattern.Plan))
    {
        shape = pattern.Shape;
        WantsTimedOut = givesTimedOut;
        var cursor = new MatchCursor();
        Matcher = Matchers.Build(pattern.Plan, Deadlines, shape.Bind(cursor), cursor, this, givesTimedOut);
    }

    public Output<TMatch> Matches { get; } = new();

    public Output<TimedOutMatch<TMatch>> TimedOuts { get; } = new();

    public Output<EndedMatch<TMatch>> Ends { get; } = new();

    protected override Matcher Matcher { get; }

    public override void Match(int key, long time, Link tail) =>
        matches.Add(key, time, Link.CausesOf(tail), shape.Bind(new MatchCursor { Tail = tail }));

    public override void EmptyMatch(int key, long time, Taken at) => matches.Add(key, time, at.Causes, shape.Bind(new MatchCursor()));

    public override void TimedOut(int key, long time, PartialMatch partial)
    {
        var match = shape.Bind(new MatchCursor { Tail = partial.Tail });
        var tail = partial.Tail!;
        var waitsFor = partial.State.Stage < 0 ? "" : shape.Names[partial.State.Stage];
        timedOut.Add(key, time, Link.CausesOf(tail), new TimedOutMatch<TMatch>(match, shape.Names[tail.Stage], waitsFor, new EventTime(tail.FirstEvent.Time), new EventTime(time)));
    }

    public override void Ended(int key, long time, PartialEnd end)
    {
        var match = shape.Bind(new MatchCursor { Tail = end.Tail });
        var waitedFor = end.State is { Stage: >= 0 and var stage } ? shape.Names[stage] : "";
        var (since, at) = (new EventTime(end.Tail.FirstEvent.Time), new EventTime(time));
        ends.Add(key, time, end.Tail.Event.Causes, new EndedMatch<TMatch>(match, shape.Names[end.Tail.Stage], waitedFor, end.Cause, end.EndedBy, since, at));
    }

    public override void Flush()
    {
        matches.Flush(Matches);
        timedOut.Flush(TimedOuts);
        ends.Flush(Ends);
    }

    protected override void TellRest(long time)
    {
        base.TellRest(time);

        // Deadlines that passed with the end are later than it.
        ends.SortByTime();
    }

    protected override void PassTime(long watermark)
    {
        Matches.PassTime(watermark);
        TimedOuts.PassTime(watermark);
        Ends.PassTime(watermark);
    }
}
