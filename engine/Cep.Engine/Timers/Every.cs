namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// The latest event of each key at every multiple of a period, counted from the Unix epoch, while the key is active: a
    /// sample at t is the latest event of <c>[t − quietAfter, t)</c>, and there is none when the key had no event in it.
    /// <code>
    /// period 1 s, quietAfter 3 s     │─a──│─b──│────│────│────│─c──│▶
    ///                                     a    b    b    b         c
    /// </code>
    /// </summary>
    /// <param name="period">The distance between samples, at least 100 ns.</param>
    /// <param name="quietAfter">How long after its last event a key is still sampled; at least the period.</param>
    /// <param name="unless">An event for which this holds ends the samples of its key until the next event. Null for none.</param>
    /// <remarks>
    /// An event exactly at a multiple belongs to the next sample, as with windows. A sample's event time is the multiple, its
    /// cause the latest event. No sample is later than the last event of the log. An event for which
    /// <paramref name="unless"/> throws is left out and becomes a dead letter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive or exceeds <paramref name="quietAfter"/>.</exception>
    public EventStream<T> Every(TimeSpan period, TimeSpan quietAfter, Func<T, bool>? unless = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(quietAfter, period);
        return new EveryStream<T>(this, WindowGrid.Of(period, TimeSpan.Zero), checked(quietAfter.Ticks * 100), unless);
    }
}

internal sealed class EveryStream<T>(EventStream<T> source, WindowGrid grid, long quietNanos, Func<T, bool>? unless) : EventStream<T>
{
    internal override Output<T> Build(RulePlan plan)
    {
        var operation = new EveryOperator<T>(plan, grid, quietNanos, unless);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<T>(operation);
        return operation.Output;
    }
}

/// <summary>All keys are sampled at the same times, so one due time and a list of the active keys are all it needs.</summary>
internal sealed class EveryOperator<T>(RulePlan plan, WindowGrid grid, long quietNanos, Func<T, bool>? unless) : Consumer<T>, IKeyedState
{
    /// <summary>For so many rows or keys ahead the state is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly RowBuffer<T> samples = new();
    private readonly List<int> active = [];
    private Cell[] cells = [];
    private long next = long.MaxValue;

    public Output<T> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (cells.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            if (row + Ahead < batch.Count) Cache.Fetch(ref cells[batch.Keys[row + Ahead]]);
            if (batch.Times[row] >= next) SampleUntil(batch.Times[row]);
            try
            {
                Take(batch, row, unless is null || !unless(batch.Values[row]));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        samples.Flush(Output);
    }

    public override void OnTime(long watermark)
    {
        SampleUntil(TimerOrder.Reached(watermark));
        samples.Flush(Output);
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        var isActive = key < cells.Length && cells[key].IsActive;
        writer.Write(isActive);
        if (!isActive) return;
        writer.Write(next);
        writer.Write(cells[key].Time);
        writer.Write(cells[key].Causes);
        writer.Write(cells[key].Latest);
    }

    /// <inheritdoc/>
    /// <remarks>Plans that have come to the same watermark take the same sample next, if any.</remarks>
    public void Load(int key, StateReader reader)
    {
        if (key >= cells.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        next = reader.Read<long>();
        if (!cells[key].IsListed) active.Add(key);
        cells[key] = new Cell { IsListed = true, IsActive = true, Time = reader.Read<long>(), Causes = reader.Read<Causes>(), Latest = reader.Read<T>() };
    }

    public void Forget(int key)
    {
        if (key < cells.Length) cells[key] = new Cell { IsListed = cells[key].IsListed };
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length || !cells[key].IsActive) return;
        figures.AddTimer(KeyFigures.SizeOf(cells[key]), cells[key].Time, next);
    }

    private void Take(in KeyedBatch<T> batch, int row, bool isSampled)
    {
        var (key, time) = (batch.Keys[row], batch.Times[row]);
        ref var cell = ref cells[key];
        if (!cell.IsListed)
        {
            if (!isSampled) return;
            active.Add(key);
            if (active.Count == 1) next = grid.EndAfter(time);
        }

        (cell.IsListed, cell.IsActive, cell.Time) = (true, isSampled, time);
        cell.Causes = batch.CausesOf(row);
        cell.Latest = batch.Values[row];
    }

    /// <summary>
    /// Rows later than the log's last event come only of windows that the end of the input closes. They must not move time
    /// for the other keys of the shard, so nothing is sampled beyond the end.
    /// </summary>
    private void SampleUntil(long time)
    {
        time = Math.Min(time, plan.Shard.EndTime);
        for (; active.Count > 0 && next <= time; next = grid.EndAfter(next)) Sample();
    }

    private void Sample()
    {
        var kept = 0;
        for (var i = 0; i < active.Count; i++)
        {
            if (i + Ahead < active.Count) Cache.Fetch(ref cells[active[i + Ahead]]);
            var key = active[i];
            ref var cell = ref cells[key];
            // Not next − quietNanos, which could lie before the beginning of time.
            if (!cell.IsActive || TimerOrder.After(cell.Time, quietNanos) < next)
            {
                cell = default;
                continue;
            }

            samples.Add(key, next, cell.Causes, cell.Latest);
            active[kept++] = key;
        }

        active.RemoveRange(kept, active.Count - kept);
    }

    private void Grow(int keys) => Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));

    private struct Cell
    {
        /// <summary>The key is in the list of active keys, where one that was forgotten stays until the next sample.</summary>
        public bool IsListed;
        public bool IsActive;
        public long Time;
        public Causes Causes;
        public T Latest;
    }
}
