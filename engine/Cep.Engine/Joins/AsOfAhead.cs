namespace Cep;

/// <summary>
/// Looks forward, or for the nearest: an event waits until time has passed the end of its reach. Events are decided in
/// order of time, so whatever lies before the one that is decided has passed for all that follow, and a key's partner
/// ahead is always its first row that is left.
/// </summary>
internal sealed class AsOfAhead<T, TOther, TResult>(RulePlan plan, long withinNanos, bool nearest, AsOfResult<T, TOther, TResult> result)
    : AsOfOperator<T, TOther, TResult>(plan, result, withinNanos)
{
    private readonly LatestRows<TOther> behind = new(plan, withinNanos, counts: false);
    private KeyedRows<TOther>? rowsAhead;

    /// <summary>What counts as kept for a key is ahead of its own first event; how long the rest stays hangs on other keys.</summary>
    private KeyedRows<TOther> Ahead => rowsAhead ??= new KeyedRows<TOther>(Plan, key => Events.Rows.FirstTimeOf(key));

    public override void Announce()
    {
        base.Announce();
        Plan.Keep<TOther>(behind);
        Plan.Keep<TOther>(Ahead);
    }

    protected override void Advance(long watermark)
    {
        behind.Reserve();
        var others = Others.Rows.Until(watermark);
        for (var row = 0; row < others.Count; row++) Ahead.Add(others, row);
        Others.Rows.Drop(others.Count);

        var due = Events.Rows.Until(SpanNanos.Before(watermark, ReachNanos));
        for (var row = 0; row < due.Count; row++) Decide(due, row);
        Events.Rows.Drop(due.Count);

        var undecided = Events.Rows.IsEmpty ? long.MaxValue : Events.Rows.HeadTime;
        if (undecided > watermark) PassUntil(watermark);
        else PassFor(undecided);
        behind.Release(Math.Min(watermark, undecided == long.MinValue ? undecided : undecided - 1));
    }

    private void Decide(in KeyedBatch<T> events, int row)
    {
        var (key, time) = (events.Keys[row], events.Times[row]);
        PassFor(time);
        var reach = SpanNanos.Plus(time, ReachNanos);
        var place = Ahead.FirstOf(key);
        var isAhead = place != KeyedRows<TOther>.None && Ahead[place].Time <= reach;
        var isBehind = nearest && behind.IsKnown(key, time);
        if (isBehind && (!isAhead || IsNearer(behind.Of(key).Time, time, Ahead[place].Time))) Emit(events, row, reach, behind.Of(key).Causes, behind.Of(key).Value);
        else if (isAhead) Emit(events, row, reach, Ahead[place].Causes, Ahead[place].Value);
        else EmitAlone(events, row, reach);
    }

    /// <summary>The distances are at most the reach, so that they can't overflow.</summary>
    private static bool IsNearer(long earlier, long time, long later) => time - earlier <= later - time;

    /// <summary>Leaves behind what is not ahead of an event of this time: one of the same time is ahead when looking forward, behind when both ways.</summary>
    private void PassFor(long time)
    {
        if (nearest) PassUntil(time);
        else Ahead.DropBefore(time, 0);
    }

    private void PassUntil(long time)
    {
        while (!Ahead.IsEmpty && Ahead[Ahead.First].Time <= time)
        {
            ref readonly var row = ref Ahead[Ahead.First];
            if (nearest) behind.Take(row.Key, row.Time, row.Causes, row.Value);
            Ahead.DropFirst();
        }
    }
}
