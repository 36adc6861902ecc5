namespace Cep;

/// <summary>
/// Looks forward, or for the nearest: an event waits until time has passed the end of its reach. Events are decided in
/// order of time, so whatever lies before the one that is decided has passed for all that follow, and a key's partner
/// ahead is always its first row that is left.
/// </summary>
internal sealed class AsOfAhead<T, TOther, TResult>(RulePlan plan, long withinNanos, bool nearest, AsOfResult<T, TOther, TResult> result)
    : AsOfOperator<T, TOther, TResult>(plan, result)
{
    private readonly LatestRows<TOther> behind = new(plan, withinNanos);
    private readonly KeyedRows<TOther> ahead = new(plan);

    public override void Announce()
    {
        base.Announce();
        Plan.Keep<TOther>(behind);
        Plan.Keep<TOther>(ahead);
    }

    protected override void Advance(long watermark)
    {
        behind.Reserve();
        var others = Others.Rows.Until(watermark);
        for (var row = 0; row < others.Count; row++) ahead.Add(others, row);
        Others.Rows.Drop(others.Count);

        var due = Events.Rows.Until(SpanNanos.Before(watermark, withinNanos));
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
        var reach = SpanNanos.Plus(time, withinNanos);
        var place = ahead.FirstOf(key);
        var isAhead = place != KeyedRows<TOther>.None && ahead[place].Time <= reach;
        var isBehind = nearest && behind.IsKnown(key, time);
        if (isBehind && (!isAhead || IsNearer(behind.Of(key).Time, time, ahead[place].Time))) Emit(events, row, reach, behind.Of(key).Causes, behind.Of(key).Value);
        else if (isAhead) Emit(events, row, reach, ahead[place].Causes, ahead[place].Value);
        else EmitAlone(events, row, reach);
    }

    /// <summary>The distances are at most the reach, so that they can't overflow.</summary>
    private static bool IsNearer(long earlier, long time, long later) => time - earlier <= later - time;

    /// <summary>Leaves behind what is not ahead of an event of this time: one of the same time is ahead when looking forward, behind when both ways.</summary>
    private void PassFor(long time)
    {
        if (nearest) PassUntil(time);
        else ahead.DropBefore(time, 0);
    }

    private void PassUntil(long time)
    {
        while (!ahead.IsEmpty && ahead[ahead.First].Time <= time)
        {
            ref readonly var row = ref ahead[ahead.First];
            if (nearest) behind.Take(row.Key, row.Time, row.Causes, row.Value);
            ahead.DropFirst();
        }
    }
}
