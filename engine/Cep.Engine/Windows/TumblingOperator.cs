using System.Numerics;

namespace Cep;

internal sealed class TumblingStream<T, S, TResult, TAggregate>(EventStream<T> source, WindowGrid grid, TAggregate aggregate) : EventStream<TResult>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new TumblingOperator<T, S, TResult, TAggregate>(plan, grid, aggregate);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>
/// Tumbling windows of all keys. Rows come in time order and windows are aligned, so one window is open at a time, for
/// all keys alike; a bitmap says which keys hold something, and walking it closes them without sorting.
/// </summary>
internal sealed class TumblingOperator<T, S, TResult, TAggregate>(RulePlan plan, WindowGrid grid, TAggregate aggregate) : Consumer<T>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    private readonly RowBuffer<TResult> closed = new();
    private Cell[] cells = [];
    private ulong[] open = [];
    private long end = long.MinValue;

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (cells.Length < plan.KeyCapacity) Grow();
        var row = 0;
        while (row < batch.Count)
        {
            if (batch.Times[row] >= end) Turn(batch.Times[row]);
            var stop = batch.Times[^1] < end ? batch.Count : row + WindowGrid.FirstAtOrAfter(batch.Times[row..], end);
            while (row < stop) row = Add(batch, row, stop);
        }
    }

    public override void OnTime(long watermark)
    {
        if (watermark >= end - 1 && end != long.MinValue)
        {
            Close();
            end = long.MinValue;
        }

        Output.PassTime(watermark);
    }

    /// <summary>Adds rows to their keys' windows.</summary>
    /// <returns>The row to go on with: <paramref name="stop"/>, or the one after a row at which the author's code threw.</returns>
    private int Add(in KeyedBatch<T> batch, int row, int stop)
    {
        var keys = batch.Keys;
        var values = batch.Values;
        var sequences = batch.Sequences;
        var causes = batch.Causes;
        try
        {
            for (; row < stop; row++)
            {
                var key = keys[row];
                ref var cell = ref cells[key];
                if (cell.Events == 0)
                {
                    cell.State = aggregate.First(values[row]);
                    cell.Causes = new Causes(causes.IsEmpty ? sequences[row] : causes[row].First, 0, 0);
                    open[key >> 6] |= 1UL << key;
                }
                else
                {
                    aggregate.Add(ref cell.State, values[row]);
                }

                cell.Events++;
                cell.Causes = causes.IsEmpty
                    ? new Causes(cell.Causes.First, sequences[row], cell.Events)
                    : new Causes(Math.Min(cell.Causes.First, causes[row].First), causes[row].Last, cell.Causes.Count + causes[row].Count);
            }
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, row++, fault);
        }

        return row;
    }

    private void Turn(long time)
    {
        Close();
        end = grid.EndAfter(time);
    }

    private void Close()
    {
        for (var word = 0; word < open.Length; word++)
        {
            var bits = open[word];
            open[word] = 0;
            for (; bits != 0; bits &= bits - 1) Close((word << 6) + BitOperations.TrailingZeroCount(bits));
        }

        closed.Flush(Output);
    }

    private void Close(int key)
    {
        ref var cell = ref cells[key];
        try
        {
            var result = aggregate.Result(cell.State, new EventTime(end - grid.SizeNanos), new EventTime(end), cell.Events);
            closed.Add(key, end, cell.Causes, result);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, end, cell.Causes.Last, fault);
        }

        cell = default;
    }

    private void Grow()
    {
        Array.Resize(ref cells, Math.Max(plan.KeyCapacity, cells.Length * 2));
        Array.Resize(ref open, (cells.Length + 63) / 64);
    }

    private struct Cell
    {
        public S State;
        public long Events;
        public Causes Causes;
    }
}
