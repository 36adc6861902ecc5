namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Each event of this stream with the latest event of another stream of the same key that is not later than it and not
    /// older than <paramref name="within"/>. One of exactly the same time counts as before; one exactly
    /// <paramref name="within"/> older still counts. An event without such a partner emits nothing.
    /// </summary>
    /// <param name="other">The stream to look back into.</param>
    /// <param name="within">How old the partner may be; not negative.</param>
    /// <param name="result">Makes the result of an event and its partner.</param>
    /// <remarks>Emitted at the time of this stream's event, once time has passed it in both streams.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is negative.</exception>
    public EventStream<TResult> AsOf<TOther, TResult>(EventStream<TOther> other, TimeSpan within, Func<T, TOther, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        return new AsOfStream<T, TOther, TResult>(this, other, checked(within.Ticks * 100), result);
    }
}

internal sealed class AsOfStream<T, TOther, TResult>(EventStream<T> events, EventStream<TOther> other, long withinNanos, Func<T, TOther, TResult> result)
    : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new AsOfOperator<T, TOther, TResult>(plan, withinNanos, result);
        plan.OutputOf(other).Connect(operation.Others);
        plan.OutputOf(events).Connect(operation.Events);
        return operation.Output;
    }
}

internal sealed class AsOfOperator<T, TOther, TResult>(RulePlan plan, long withinNanos, Func<T, TOther, TResult> result)
{
    private readonly RowBuffer<TResult> joined = new();
    private Latest[] latest = [];
    private long passed = long.MinValue;
    private HeldRows<T>? events;
    private HeldRows<TOther>? others;

    public Output<TResult> Output { get; } = new();

    public HeldRows<T> Events => events ??= new HeldRows<T>(OnTime);

    public HeldRows<TOther> Others => others ??= new HeldRows<TOther>(OnTime);

    private void OnTime()
    {
        var watermark = Math.Min(Events.Watermark, Others.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        if (latest.Length < plan.KeyCapacity) Array.Resize(ref latest, plan.KeyCapacity);
        while (Events.HasUntil(watermark))
        {
            TakeOthersUntil(Events.Rows.HeadTime);
            Join();
        }

        TakeOthersUntil(watermark);
        joined.Flush(Output);
        Output.PassTime(watermark);
    }

    private void TakeOthersUntil(long time)
    {
        while (Others.HasUntil(time))
        {
            var rows = Others.Rows;
            ref var slot = ref latest[rows.HeadKey];
            (slot.IsKnown, slot.Time, slot.Causes) = (true, rows.HeadTime, rows.HeadCauses);
            slot.Value = rows.Take();
        }
    }

    private void Join()
    {
        var rows = Events.Rows;
        var (key, time, causes) = (rows.HeadKey, rows.HeadTime, rows.HeadCauses);
        var value = rows.Take();
        ref var partner = ref latest[key];
        if (!partner.IsKnown || time - partner.Time > withinNanos) return;
        try
        {
            joined.Add(key, time, causes.And(partner.Causes), result(value, partner.Value));
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, time, causes.Last, fault);
        }
    }

    private struct Latest
    {
        public bool IsKnown;
        public long Time;
        public Causes Causes;
        public TOther Value;
    }
}
