using System.Runtime.CompilerServices;

namespace Cep;

internal sealed class CountSlidingStream<T, V, S, R, TMoving>(EventStream<T> source, int size, int step, TMoving moving) : EventStream<R>
    where TMoving : struct, IMovingAggregate<T, V, S, R>
{
    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new CountSlidingOperator<T, V, S, R, TMoving>(plan, size, step, moving);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>Sliding count windows of all keys: an event that enters a full window lets the oldest one go.</summary>
internal sealed class CountSlidingOperator<T, V, S, R, TMoving> : Consumer<T>, IKeyedState
    where TMoving : struct, IMovingAggregate<T, V, S, R>
{
    private readonly RulePlan plan;
    private readonly int size;
    private readonly int step;
    private readonly MovingWindow<T, V, S, R, TMoving> window;
    private readonly RowBuffer<R> results = new();

    /// <summary>How many events of a key go by before the next result, once its window is full.</summary>
    private int[] skips = [];
    private int atRow;

    public CountSlidingOperator(RulePlan plan, int size, int step, TMoving moving)
    {
        (this.plan, this.size, this.step) = (plan, size, step);
        window = new MovingWindow<T, V, S, R, TMoving>(moving);
        plan.Keep<(V, S)>(this);
    }

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        Reserve();
        for (var row = 0; row < batch.Count; row = atRow + 1)
        {
            try
            {
                TakeRows(batch, row);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, atRow, fault);
                // With an event too many the aggregate could not let the oldest go; what it says of the others is worth nothing.
                if (window.CellOf(batch.Keys[atRow]).Count > size) Drop(batch.Keys[atRow]);
            }
        }

        results.Flush(Output);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    public void Save(int key, StateWriter writer)
    {
        Reserve();
        writer.Write(skips[key]);
        window.Save(key, writer);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        skips[key] = reader.Read<int>();
        window.Load(key, reader, []);
    }

    public void Forget(int key)
    {
        Reserve();
        Drop(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (window.BytesOf(key) is > 0 and var bytes) figures.Add(bytes, window.Rows[window.CellOf(key).Oldest].Time);
    }

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeRows(in KeyedBatch<T> batch, int row)
    {
        for (; row < batch.Count; row++)
        {
            atRow = row;
            var (key, time) = (batch.Keys[row], batch.Times[row]);
            if (batch.Causes.IsEmpty) window.Enter(key, time, batch.SequenceOf(row), batch.Values[row]);
            else window.Enter(key, time, batch.Causes[row], batch.Values[row]);
            ref var cell = ref window.CellOf(key);
            if (cell.Count > size) window.Leave(key);
            if (cell.Count < size || skips[key]-- > 0) continue;
            skips[key] = step - 1;
            var start = new EventTime(window.Rows[cell.Oldest].Time);
            window.FetchNextOldest(ref cell);
            results.Add(key, time, window.CausesOf(key), window.Result(ref cell, start, new EventTime(time)));
        }
    }

    private void Drop(int key)
    {
        window.Drop(key, keepsRows: false);
        skips[key] = 0;
    }

    private void Reserve()
    {
        window.Reserve(plan.KeyCapacity);
        if (skips.Length < plan.KeyCapacity) Array.Resize(ref skips, Math.Max(plan.KeyCapacity, skips.Length * 2));
    }
}
