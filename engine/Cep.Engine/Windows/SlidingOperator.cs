using System.Runtime.CompilerServices;

namespace Cep;

internal sealed class SlidingStream<T, V, S, R, TMoving>(EventStream<T> source, long sizeNanos, bool tellsLeaving, TMoving moving) : EventStream<R>
    where TMoving : struct, IMovingAggregate<T, V, S, R>
{
    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new SlidingOperator<T, V, S, R, TMoving>(plan, sizeNanos, tellsLeaving, moving);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>
/// Sliding windows of all keys. All events stay equally long, so they leave in the order in which they came, whatever their
/// keys: one queue of all rows serves as the timer of each.
/// </summary>
internal sealed class SlidingOperator<T, V, S, R, TMoving> : Consumer<T>, IKeyedState
    where TMoving : struct, IMovingAggregate<T, V, S, R>
{
    private const int FlushedRows = 1024;
    private const int None = MovingRows<V>.None;

    private readonly RulePlan plan;
    private readonly long sizeNanos;
    private readonly bool tellsLeaving;
    private readonly MovingWindow<T, V, S, R, TMoving> window;
    private readonly MovingRows<V> rows;
    private readonly RowBuffer<R> results = new();
    private readonly List<int> loaded = [];
    private int first = None;
    private int last = None;
    private long nextLeave = long.MaxValue;
    private (int Key, int Row, long Moment) leaving;
    private int atRow;

    public SlidingOperator(RulePlan plan, long sizeNanos, bool tellsLeaving, TMoving moving)
    {
        (this.plan, this.sizeNanos, this.tellsLeaving) = (plan, sizeNanos, tellsLeaving);
        window = new MovingWindow<T, V, S, R, TMoving>(moving);
        rows = window.Rows;
        plan.Keep<(V, S)>(this);
    }

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        window.Reserve(plan.KeyCapacity);
        if (loaded.Count > 0) QueueLoaded();
        for (var row = 0; row < batch.Count;) row = Take(batch, row);
        results.Flush(Output);
    }

    public override void OnTime(long watermark)
    {
        if (loaded.Count > 0) QueueLoaded();
        LeaveUntil(TimerOrder.Reached(watermark));
        results.Flush(Output);
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        window.Reserve(plan.KeyCapacity);
        window.Save(key, writer);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        window.Load(key, reader, loaded);
    }

    public void Forget(int key)
    {
        window.Reserve(plan.KeyCapacity);
        Drop(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (window.BytesOf(key) is > 0 and var bytes) figures.AddWindow(bytes, rows[window.CellOf(key).Oldest].Time, TimerOrder.After(rows[window.CellOf(key).Newest].Time, sizeNanos));
    }

    /// <summary>Takes the rows of a batch.</summary>
    /// <returns>The row to go on with: the end, or the one after a row at which the author's code threw.</returns>
    private int Take(in KeyedBatch<T> batch, int row)
    {
        try
        {
            TakeRows(batch, row);
            return batch.Count;
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, atRow, fault);
            return atRow + 1;
        }
    }

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeRows(in KeyedBatch<T> batch, int row)
    {
        var values = batch.Values;
        var keys = batch.Keys[..values.Length];
        var times = batch.Times[..values.Length];
        for (; row < values.Length; row++)
        {
            atRow = row;
            var time = times[row];
            if (time >= nextLeave) LeaveUntil(time);
            var key = keys[row];
            var entered = batch.Causes.IsEmpty
                ? window.Enter(key, time, batch.SequenceOf(row), values[row])
                : window.Enter(key, time, batch.Causes[row], values[row]);
            Queue(entered, time);
            Tell(key, time);
        }
    }

    private void Queue(int row, long time)
    {
        rows[row].Later = None;
        if (first == None) (first, nextLeave) = (row, TimerOrder.After(time, sizeNanos));
        else rows[last].Later = row;
        last = row;
    }

    private void Tell(int key, long time)
    {
        ref var cell = ref window.CellOf(key);
        results.Add(
            key, time, window.CausesOf(key), window.Result(ref cell, new EventTime(time - sizeNanos), new EventTime(time)));
    }

    /// <summary>Lets go what leaves up to a time, and tells of what is left after each moment.</summary>
    private void LeaveUntil(long time)
    {
        while (first != None && nextLeave <= time)
        {
            try
            {
                LeaveRows(time);
            }
            catch (Exception fault)
            {
                ref var cell = ref window.CellOf(leaving.Key);
                plan.Faults.Report(leaving.Key, leaving.Moment, window.CausesOf(leaving.Key).Last, fault);
                if (cell.Count == 0 || cell.Oldest != leaving.Row) continue;
                // The aggregate could not let the event go, so what it says of the others is worth nothing.
                Drop(leaving.Key);
                rows.Return(leaving.Row);
            }
        }
    }

    private void LeaveRows(long time)
    {
        while (first != None && nextLeave <= time)
        {
            ref readonly var row = ref rows[first];
            leaving = (row.Key, first, nextLeave);
            first = row.Later;
            nextLeave = first == None ? long.MaxValue : TimerOrder.After(rows[first].Time, sizeNanos);
            if (leaving.Key == None)
            {
                rows.Return(leaving.Row);
                continue;
            }

            var othersLeave = window.Leave(leaving.Key);
            if (!tellsLeaving || othersLeave || window.CellOf(leaving.Key).Count == 0) continue;
            Tell(leaving.Key, leaving.Moment);
            if (results.Count >= FlushedRows) results.Flush(Output);
        }
    }

    /// <summary>Empties a key's window; its rows stay in the queue, as those of nobody, until they have come to its head.</summary>
    private void Drop(int key) => window.Drop(key, keepsRows: true);

    /// <summary>Puts rows that were loaded into the queue, by their time, those of one key in their order.</summary>
    private void QueueLoaded()
    {
        var before = None;
        foreach (var row in loaded.OrderBy(row => rows[row].Time).ToArray())
        {
            for (var next = before == None ? first : rows[before].Later; next != None && rows[next].Time <= rows[row].Time; next = rows[next].Later) before = next;
            if (before == None) (rows[row].Later, first) = (first, row);
            else (rows[row].Later, rows[before].Later) = (rows[before].Later, row);
            before = row;
            if (rows[row].Later == None) last = row;
        }

        loaded.Clear();
        nextLeave = TimerOrder.After(rows[first].Time, sizeNanos);
    }
}
