namespace Cep;

internal sealed class CountTumblingStream<T, S, R, TAggregate>(EventStream<T> source, int size, TAggregate aggregate) : EventStream<R>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new CountTumblingOperator<T, S, R, TAggregate>(plan, size, aggregate);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>Tumbling count windows of all keys. Time does nothing to them.</summary>
internal sealed class CountTumblingOperator<T, S, R, TAggregate> : Consumer<T>, IKeyedState
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    private readonly RulePlan plan;
    private readonly int size;
    private readonly TAggregate aggregate;
    private readonly RowBuffer<R> closed = new();
    private Cell[] cells = [];

    public CountTumblingOperator(RulePlan plan, int size, TAggregate aggregate)
    {
        (this.plan, this.size, this.aggregate) = (plan, size, aggregate);
        plan.Keep<S>(this);
    }

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        Reserve();
        for (var row = 0; row < batch.Count; row++)
        {
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

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    public void Save(int key, StateWriter writer)
    {
        Reserve();
        ref readonly var cell = ref cells[key];
        writer.Write(cell.Events);
        if (cell.Events == 0) return;
        writer.Write(cell.Start);
        writer.Write(cell.Causes);
        writer.Write(cell.State);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        var events = reader.Read<int>();
        if (events == 0) return;
        cells[key] = new Cell { Events = events, Start = reader.Read<long>(), Causes = reader.Read<Causes>(), State = reader.Read<S>() };
    }

    public void Forget(int key)
    {
        Reserve();
        cells[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < cells.Length && cells[key].Events > 0) figures.Add(KeyFigures.SizeOf(cells[key]), cells[key].Start);
    }

    private void Take(in KeyedBatch<T> batch, int row)
    {
        ref var cell = ref cells[batch.Keys[row]];
        if (cell.Events == 0)
        {
            cell.State = aggregate.First(batch.Values[row]);
            (cell.Start, cell.Causes) = (batch.Times[row], batch.CausesOf(row));
        }
        else
        {
            aggregate.Add(ref cell.State, batch.Values[row]);
            cell.Causes = cell.Causes.And(batch.CausesOf(row));
        }

        if (++cell.Events < size) return;
        var full = cell;
        cell = default;
        var end = batch.Times[row];
        closed.Add(batch.Keys[row], end, full.Causes, aggregate.Result(full.State, new EventTime(full.Start), new EventTime(end), full.Events));
    }

    private void Reserve()
    {
        if (cells.Length < plan.KeyCapacity) Array.Resize(ref cells, Math.Max(plan.KeyCapacity, cells.Length * 2));
    }

    private struct Cell
    {
        public S State;
        public int Events;
        public long Start;
        public Causes Causes;
    }
}
