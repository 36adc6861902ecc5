namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Notices that a key has fallen silent: one notice for each silence that lasts for <paramref name="duration"/> after an
    /// event. Each event of the key starts the wait anew; after a notice the next event arms it again.
    /// <code>
    /// duration 5 s   a──b─────────c────d────e──────▶
    ///                        ▲b                  ▲e      5 s after b and e; d came before 5 s were over
    /// </code>
    /// </summary>
    /// <param name="duration">How long the silence lasts until it is noticed; more than zero.</param>
    /// <param name="unless">An event for which this holds disarms: the silence after it is expected. Null for none.</param>
    /// <remarks>
    /// The silence is the half-open time <c>[event, event + duration)</c>: an event exactly at its end comes too late, and
    /// the notice goes before it. The notice's event time is that end, its cause the last event. The end of the input is a
    /// silence, too: what is armed then is noticed at its due time, as windows close. A key that never had an event is not
    /// known and not missed. An event for which <paramref name="unless"/> throws is left out and becomes a dead letter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is not positive.</exception>
    public EventStream<Absence<T>> Absent(TimeSpan duration, Func<T, bool>? unless = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return new AbsentStream<T>(this, checked(duration.Ticks * 100), unless);
    }
}

/// <summary>A silence of a key.</summary>
/// <param name="Last">The event after which nothing came.</param>
/// <param name="Since">Its time.</param>
/// <param name="Until">When the silence had lasted long enough; the event time of this notice.</param>
public readonly record struct Absence<T>(T Last, EventTime Since, EventTime Until);

internal sealed class AbsentStream<T>(EventStream<T> source, long durationNanos, Func<T, bool>? unless) : EventStream<Absence<T>>
{
    internal override Output<Absence<T>> Build(RulePlan plan)
    {
        var operation = new AbsentOperator<T>(plan, durationNanos, unless);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<T>(operation);
        return operation.Output;
    }
}

/// <summary>
/// An event only writes down that it came. A key has one timer at most; when it is due and the key was heard of in the
/// meantime, it is set to the new deadline. So the timer of a busy key is touched once in a duration, not at each event.
/// </summary>
internal sealed class AbsentOperator<T>(RulePlan plan, long durationNanos, Func<T, bool>? unless) : Consumer<T>, IKeyedState
{
    /// <summary>For so many rows ahead the state of the key is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly RowBuffer<Absence<T>> noticed = new();
    private readonly KeyTimers timers = new();
    private Cell[] cells = [];

    public Output<Absence<T>> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (cells.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            if (row + Ahead < batch.Count) Cache.Fetch(ref cells[batch.Keys[row + Ahead]]);
            if (batch.Times[row] >= timers.Earliest) FireUntil(batch.Times[row]);
            try
            {
                Take(batch, row, unless is null || !unless(batch.Values[row]));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        noticed.Flush(Output);
    }

    public override void OnTime(long watermark)
    {
        FireUntil(TimerOrder.Reached(watermark));
        noticed.Flush(Output);
        Output.PassTime(watermark);
    }

    /// <inheritdoc/>
    /// <remarks>A key that waits for nothing keeps nothing that matters.</remarks>
    public void Save(int key, StateWriter writer)
    {
        var isArmed = key < cells.Length && cells[key].IsArmed;
        writer.Write(isArmed);
        if (!isArmed) return;
        writer.Write(cells[key].Since);
        writer.Write(cells[key].Causes);
        writer.Write(cells[key].Last);
    }

    public void Load(int key, StateReader reader)
    {
        if (key >= cells.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        ref var cell = ref cells[key];
        (cell.IsArmed, cell.Since) = (true, reader.Read<long>());
        (cell.Causes, cell.Last) = (reader.Read<Causes>(), reader.Read<T>());
        cell.Stamp = timers.Set(TimerOrder.After(cell.Since, durationNanos), key);
    }

    public void Forget(int key)
    {
        if (key < cells.Length) cells[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length || !cells[key].IsArmed) return;
        figures.AddTimer(KeyFigures.SizeOf(cells[key]) + KeyTimers.TimerSize, cells[key].Since, TimerOrder.After(cells[key].Since, durationNanos));
    }

    private void Take(in KeyedBatch<T> batch, int row, bool arms)
    {
        var key = batch.Keys[row];
        ref var cell = ref cells[key];
        cell.IsArmed = arms;
        cell.Since = batch.Times[row];
        cell.Last = batch.Values[row];
        cell.Causes = batch.CausesOf(row);
        if (cell.Stamp == 0 && arms) cell.Stamp = timers.Set(TimerOrder.After(cell.Since, durationNanos), key);
    }

    private void FireUntil(long time)
    {
        while (timers.TryFire(time, out var timer))
        {
            Cache.Fetch(ref cells[timers.KeyAhead]);
            ref var cell = ref cells[timer.Key];
            if (cell.Stamp != timer.Stamp) continue;
            var deadline = TimerOrder.After(cell.Since, durationNanos);
            if (cell.IsArmed && deadline > timer.DueTime)
            {
                cell.Stamp = timers.Set(deadline, timer.Key);
                continue;
            }

            if (cell.IsArmed) Notice(cell, timer);
            cell = default;
        }
    }

    private void Notice(in Cell cell, KeyTimer timer)
    {
        var absence = new Absence<T>(cell.Last, new EventTime(cell.Since), new EventTime(timer.DueTime));
        noticed.Add(timer.Key, timer.DueTime, cell.Causes, absence);
    }

    private void Grow(int keys) => Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));

    private struct Cell
    {
        /// <summary>Of the key's timer; 0 when it has none. Of another timer that fires the key knows no more.</summary>
        public int Stamp;
        public bool IsArmed;
        public long Since;
        public Causes Causes;
        public T Last;
    }
}
