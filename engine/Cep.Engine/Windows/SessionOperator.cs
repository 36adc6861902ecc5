namespace Cep;

internal sealed class SessionStream<T, S, R, TAggregate>(
    EventStream<T> source, long gapNanos, long maxNanos, TAggregate aggregate) : EventStream<R>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new SessionOperator<T, S, R, TAggregate>(plan, gapNanos, maxNanos, aggregate);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>
/// Session windows of all keys. A key has one timer, set to where its window ended when the timer was set; an event that
/// moves the end leaves the timer alone, and the timer that finds the window still open is set anew. So the timer of a
/// busy key is touched once in a gap, not at each event.
/// </summary>
internal sealed class SessionOperator<T, S, R, TAggregate> : Consumer<T>, IKeyedState
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    /// <summary>For so many rows ahead the state of the key is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly RulePlan plan;
    private readonly long gapNanos;
    private readonly long maxNanos;
    private readonly TAggregate aggregate;
    private readonly RowBuffer<R> closed = new();
    private readonly KeyTimers timers = new();
    private Cell[] cells = [];

    public SessionOperator(RulePlan plan, long gapNanos, long maxNanos, TAggregate aggregate)
    {
        (this.plan, this.gapNanos, this.maxNanos, this.aggregate) = (plan, gapNanos, maxNanos, aggregate);
        plan.Keep<S>(this);
    }

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        Reserve();
        for (var row = 0; row < batch.Count; row++)
        {
            if (row + Ahead < batch.Count) Cache.Fetch(ref cells[batch.Keys[row + Ahead]]);
            if (batch.Times[row] >= timers.Earliest) CloseUntil(batch.Times[row]);
            try
            {
                Take(batch, row);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        closed.Flush(Output);
    }

    public override void OnTime(long watermark)
    {
        CloseUntil(TimerOrder.Reached(watermark));
        closed.Flush(Output);
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        Reserve();
        ref readonly var cell = ref cells[key];
        writer.Write(cell.Events);
        if (cell.Events == 0) return;
        writer.Write(cell.Start);
        writer.Write(cell.End);
        writer.Write(cell.Causes);
        writer.Write(cell.State);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        var events = reader.Read<long>();
        if (events == 0) return;
        var (start, end) = (reader.Read<long>(), reader.Read<long>());
        cells[key] = new Cell { Events = events, Start = start, End = end, Causes = reader.Read<Causes>(), State = reader.Read<S>() };
        cells[key].Stamp = timers.Set(end, key);
    }

    public void Forget(int key)
    {
        Reserve();
        cells[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < cells.Length && cells[key].Events > 0) figures.AddWindow(KeyFigures.SizeOf(cells[key]) + KeyTimers.TimerSize, cells[key].Start, cells[key].End);
    }

    private void Take(in KeyedBatch<T> batch, int row)
    {
        var (key, time) = (batch.Keys[row], batch.Times[row]);
        ref var cell = ref cells[key];
        if (cell.Events == 0)
        {
            cell.State = aggregate.First(batch.Values[row]);
            (cell.Start, cell.Causes) = (time, batch.CausesOf(row));
        }
        else
        {
            aggregate.Add(ref cell.State, batch.Values[row]);
            cell.Causes = cell.Causes.And(batch.CausesOf(row));
        }

        cell.End = Math.Min(TimerOrder.After(time, gapNanos), TimerOrder.After(cell.Start, maxNanos));
        if (cell.Events++ == 0) cell.Stamp = timers.Set(cell.End, key);
    }

    private void CloseUntil(long time)
    {
        while (timers.TryFire(time, out var timer))
        {
            Cache.Fetch(ref cells[timers.KeyAhead]);
            ref var cell = ref cells[timer.Key];
            if (cell.Stamp != timer.Stamp) continue;
            if (cell.End > timer.DueTime) cell.Stamp = timers.Set(cell.End, timer.Key);
            else Close(timer.Key, ref cell);
        }
    }

    private void Close(int key, ref Cell cell)
    {
        try
        {
            closed.Add(key, cell.End, cell.Causes, aggregate.Result(cell.State, new EventTime(cell.Start), new EventTime(cell.End), cell.Events));
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, cell.End, cell.Causes.Last, fault);
        }

        cell = default;
    }

    private void Reserve()
    {
        if (cells.Length < plan.KeyCapacity) Array.Resize(ref cells, Math.Max(plan.KeyCapacity, cells.Length * 2));
    }

    private struct Cell
    {
        public S State;
        public long Events;
        public long Start;
        public long End;
        public Causes Causes;

        /// <summary>Of the key's timer. Of another timer that fires the key knows no more.</summary>
        public int Stamp;
    }
}
