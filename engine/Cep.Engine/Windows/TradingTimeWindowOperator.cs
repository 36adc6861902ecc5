namespace Cep;

internal sealed class TradingTimeWindowStream<T, S, TResult, TAggregate>(
    EventStream<T> events, EventStream<MarketStatus> statuses, Func<TradingGrid> grid, TAggregate aggregate) : EventStream<TResult>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    internal override Output<TResult> Build(RulePlan plan) =>
        new TradingTimeWindowOperator<T, S, TResult, TAggregate>(plan, grid(), aggregate).Build<S>(events, statuses);
}

/// <summary>
/// Windows of trading time. Halts move the windows of one key and not those of another, so each open window waits in a
/// queue for its end; an end that a halt or its end has moved is queued anew, and the old entry means nothing any more.
/// </summary>
internal sealed class TradingTimeWindowOperator<T, S, TResult, TAggregate>(RulePlan plan, TradingGrid grid, TAggregate aggregate)
    : TradingOperator<T, TResult>(plan)
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    private readonly PriorityQueue<(int Key, int Version), (long End, int Key)> ends = new();
    private readonly RulePlan plan = plan;
    private Cell[] cells = [];

    public override void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        ref readonly var cell = ref cells[key];
        grid.Save(key, writer);
        writer.Write(cell.Events);
        if (cell.Events == 0) return;
        writer.Write(cell.Start);
        writer.Write(cell.End);
        writer.Write(cell.Causes);
        writer.Write(cell.State);
    }

    public override void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        Forget(key);
        grid.Load(key, reader);
        var events = reader.Read<long>();
        if (events == 0) return;
        ref var cell = ref cells[key];
        cell.Events = events;
        (cell.Start, cell.End) = (reader.Read<long>(), reader.Read<long>());
        (cell.Causes, cell.State) = (reader.Read<Causes>(), reader.Read<S>());
        ends.Enqueue((key, cell.Version), (cell.End, key));
    }

    public override void Forget(int key)
    {
        if (key >= cells.Length) return;
        cells[key] = new Cell { Version = cells[key].Version + 1 };
        grid.Forget(key);
    }

    public override void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length) return;
        grid.Measure(key, ref figures);
        if (cells[key].Events > 0) figures.AddWindow(KeyFigures.SizeOf(cells[key]), cells[key].Start, cells[key].End);
    }

    protected override void Reserve(int keys)
    {
        grid.Reserve(keys);
        if (cells.Length < keys) Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
    }

    protected override void TakeStatus(int key, in MarketStatus status)
    {
        grid.Take(key, status);
        if (cells[key].Events > 0) Await(key, status.Time.Nanos);
    }

    protected override void TakeEvent(int key, long time, Causes causes, in T value)
    {
        ref var cell = ref cells[key];
        if (cell.Events > 0)
        {
            aggregate.Add(ref cell.State, value);
            cell.Causes = cell.Causes.And(causes);
            cell.Events++;
        }
        else if (grid.TryFind(key, time, out var start, out _))
        {
            cell.State = aggregate.First(value);
            (cell.Start, cell.Causes, cell.Events) = (start, causes, 1);
            Await(key, time);
        }
    }

    protected override void FireUntil(long time)
    {
        while (ends.TryPeek(out var entry, out var due) && due.End <= time)
        {
            ends.Dequeue();
            if (cells[entry.Key].Version == entry.Version) Close(entry.Key);
        }
    }

    /// <summary>Queues the end of a key's open window as it is known now.</summary>
    private void Await(int key, long now)
    {
        grid.TryFind(key, now, out _, out var end);
        ref var cell = ref cells[key];
        if (cell.End == end) return;
        cell.End = end;
        ends.Enqueue((key, ++cell.Version), (end, key));
    }

    private void Close(int key)
    {
        ref var cell = ref cells[key];
        try
        {
            Results.Add(key, cell.End, cell.Causes, aggregate.Result(cell.State, new EventTime(cell.Start), new EventTime(cell.End), cell.Events));
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, cell.End, cell.Causes.Last, fault);
        }

        cell = new Cell { Version = cell.Version };
    }

    private struct Cell
    {
        public S State;
        public long Events;
        public Causes Causes;
        public long Start;
        public long End;

        /// <summary>Which queued end of the key holds; it counts on from window to window.</summary>
        public int Version;
    }
}
