namespace Cep;

/// <summary>An as-of join: waits until time has passed in both inputs, so that ties and batches don't matter.</summary>
internal abstract class AsOfOperator<T, TOther, TResult>(RulePlan plan, AsOfResult<T, TOther, TResult> result, long reachNanos = 0)
{
    private readonly RowBuffer<TResult> joined = new();
    private long passed = long.MinValue;
    private HeldRows<T>? events;
    private HeldRows<TOther>? others;

    public Output<TResult> Output { get; } = new();

    protected RulePlan Plan => plan;

    /// <summary>How long after its time an event is decided.</summary>
    protected long ReachNanos => reachNanos;

    public HeldRows<T> Events => events ??= new HeldRows<T>(OnTime, reachNanos);

    public HeldRows<TOther> Others => others ??= new HeldRows<TOther>(OnTime);

    /// <summary>Tells the plan what is kept for keys.</summary>
    public virtual void Announce()
    {
        plan.Keep<T>(Events);
        plan.Keep<TOther>(Others);
    }

    /// <summary>Joins what can be decided now that time has come this far.</summary>
    protected abstract void Advance(long watermark);

    /// <summary>Emits an event with its partner.</summary>
    protected void Emit(in KeyedBatch<T> batch, int row, long time, Causes partnerCauses, in TOther partner)
    {
        var causes = batch.CausesOf(row).And(partnerCauses);
        Emit(batch.Keys[row], time, causes, batch.Values[row], partner, true);
    }

    /// <summary>Emits an event without a partner, where that is wanted.</summary>
    protected void EmitAlone(in KeyedBatch<T> batch, int row, long time)
    {
        if (result.IsMadeWithoutPartner) Emit(batch.Keys[row], time, batch.CausesOf(row), batch.Values[row], default!, false);
    }

    private void Emit(int key, long time, Causes causes, in T value, in TOther partner, bool isKnown)
    {
        try
        {
            joined.Add(key, time, causes, result.Make(value, partner, isKnown));
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, time, causes.Last, fault);
        }
    }

    private void OnTime()
    {
        var watermark = Math.Min(Events.Watermark, Others.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        Advance(watermark);
        joined.Flush(Output);
        Output.PassTime(watermark);
    }
}

/// <summary>Looks back: the latest row of each key is all it keeps.</summary>
internal sealed class AsOfBackward<T, TOther, TResult>(RulePlan plan, long withinNanos, AsOfResult<T, TOther, TResult> result)
    : AsOfOperator<T, TOther, TResult>(plan, result)
{
    private readonly LatestRows<TOther> latest = new(plan, withinNanos);

    public override void Announce()
    {
        base.Announce();
        Plan.Keep<TOther>(latest);
    }

    protected override void Advance(long watermark)
    {
        latest.Reserve();
        var events = Events.Rows.Until(watermark);
        var others = Others.Rows.Until(watermark);
        var next = 0;
        for (var row = 0; row < events.Count; row++)
        {
            var (key, time) = (events.Keys[row], events.Times[row]);
            next = latest.TakeUntil(others, next, time);
            if (latest.IsKnown(key, time)) Emit(events, row, time, latest.Of(key).Causes, latest.Of(key).Value);
            else EmitAlone(events, row, time);
        }

        latest.TakeUntil(others, next, watermark);
        Events.Rows.Drop(events.Count);
        Others.Rows.Drop(others.Count);
        latest.Release(watermark);
    }
}
