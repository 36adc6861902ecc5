using System.Numerics;

namespace Cep;

internal sealed class HoppingStream<T, S, TResult, TAggregate>(
    EventStream<T> source, WindowGrid panes, WindowGrid ends, long sizeNanos, WindowGrid? earlyPeriod, TAggregate aggregate) : EventStream<TResult>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    /// <summary>Panes are tumbling windows; the operator after them puts windows together from these.</summary>
    internal override Output<TResult> Build(RulePlan plan)
    {
        var split = new TumblingOperator<T, S, Pane<S>, PaneAggregate<T, S, TResult, TAggregate>>(
            plan, panes, earlyPeriod, new PaneAggregate<T, S, TResult, TAggregate>(aggregate));
        var join = new HoppingOperator<T, S, TResult, TAggregate>(plan, ends, sizeNanos, split.Early, aggregate);
        plan.OutputOf(source).Connect(split);
        split.Output.Connect(join);
        plan.Keep<S>(split);
        plan.Keep<S>(join);
        return join.Output;
    }
}

/// <summary>What a pane held, on its way to the windows that it is part of.</summary>
internal readonly record struct Pane<S>(S State, long Count);

/// <summary>Passes the state of a pane on as it is.</summary>
internal readonly struct PaneAggregate<T, S, TResult, TAggregate>(TAggregate inner) : IWindowAggregate<T, S, Pane<S>>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    public S First(in T value) => inner.First(value);

    public void Add(ref S state, in T value) => inner.Add(ref state, value);

    public S Merge(in S earlier, in S later) => inner.Merge(earlier, later);

    public Pane<S> Result(in S state, EventTime start, EventTime end, long count) => new(state, count);
}

/// <summary>
/// Puts windows together from panes. Each key has a queue of the panes that its next window may still hold, with partial
/// merges kept so that a pane is merged a constant number of times however long the window is (see <see cref="MergeQueue{S}"/>).
/// </summary>
internal sealed class HoppingOperator<T, S, TResult, TAggregate>(
    RulePlan plan, WindowGrid ends, long sizeNanos, EarlyFiring? earlyFiring, TAggregate aggregate) : Consumer<Pane<S>>, IKeyedState
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    private const int MaxSpareQueues = 64;

    // All keys close at once; in pieces, what the next operators make of them stays in the cache.
    private const int ClosedRows = 256;

    private readonly RowBuffer<TResult> closed = new();
    private readonly Merge<S> merge = aggregate.Merge;
    private readonly EarlyPanes<S>? early = earlyFiring is null ? null : new EarlyPanes<S>(earlyFiring);
    private readonly RowBuffer<TResult> fired = new();
    private readonly Stack<MergeQueue<S>> spare = [];
    private MergeQueue<S>?[] queues = [];

    /// <summary>The keys whose queue holds something, a bit for each: walking it closes windows in key order without sorting.</summary>
    private ulong[] live = [];
    private int liveKeys;
    private long nextEnd = long.MaxValue;

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<Pane<S>> batch)
    {
        if (queues.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            // A pane that ends with a window belongs to it, so only windows that end before the pane does are closed first.
            CloseUntil(batch.Times[row] - 1);
            if (liveKeys == 0) nextEnd = ends.IsBoundary(batch.Times[row]) ? batch.Times[row] : ends.EndAfter(batch.Times[row]);
            Add(batch, row);
        }

        closed.Flush(Output);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The rows are the panes that are still open. Each window that is still open and holds something new is told: what a
    /// key's closed panes give for it, merged with the key's open one.
    /// </remarks>
    public override void OnEarly(in KeyedBatch<Pane<S>> batch, long moment)
    {
        CloseUntil(moment);
        closed.Flush(Output);
        early!.Open(batch);
        foreach (var key in early.Changed)
        {
            try
            {
                early.Gather(key, key < queues.Length ? queues[key] : null, merge);
                FireEarly(key, moment);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(key, moment, early.LastCause, fault);
            }
        }

        fired.FlushEarly(Output, moment);
    }

    public override void OnTime(long watermark)
    {
        CloseUntil(watermark == long.MaxValue ? watermark : watermark + 1);
        closed.Flush(Output);
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        var isLive = IsLive(key);
        writer.Write(isLive);
        if (!isLive) return;
        writer.Write(nextEnd);
        queues[key]!.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>Plans that have come to the same watermark close the same window next, if any.</remarks>
    public void Load(int key, StateReader reader)
    {
        if (key >= queues.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        nextEnd = reader.Read<long>();
        queues[key] = MergeQueue<S>.Load(reader);
        SetLive(key);
    }

    public void Forget(int key)
    {
        if (!IsLive(key)) return;
        SetEmpty(key);
        queues[key] = null;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (IsLive(key)) figures.AddWindow(queues[key]!.SizeInBytes, nextEnd - sizeNanos, nextEnd);
    }

    private bool IsLive(int key) => key < queues.Length && (live[key >> 6] & (1UL << key)) != 0;

    private void SetLive(int key)
    {
        ref var word = ref live[key >> 6];
        if ((word & (1UL << key)) == 0) liveKeys++;
        word |= 1UL << key;
    }

    private void SetEmpty(int key)
    {
        live[key >> 6] &= ~(1UL << key);
        liveKeys--;
    }

    private void Grow(int keys)
    {
        Array.Resize(ref queues, Math.Max(keys, queues.Length * 2));
        Array.Resize(ref live, (queues.Length + 63) / 64);
    }

    private void Add(in KeyedBatch<Pane<S>> batch, int row)
    {
        var key = batch.Keys[row];
        var (state, count) = batch.Values[row];
        try
        {
            (queues[key] ??= spare.TryPop(out var unused) ? unused : new MergeQueue<S>()).Add(batch.Times[row], state, count, batch.CausesOf(row), merge);
            SetLive(key);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, row, fault);
        }
    }

    private void FireEarly(int key, long moment)
    {
        for (var end = ends.EndAfter(moment); end - sizeNanos < early!.NewestTime; end = ends.EndAfter(end))
        {
            var part = early.After(end - sizeNanos);
            fired.Add(key, end, part.Causes, aggregate.Result(part.State, new EventTime(end - sizeNanos), new EventTime(end), part.Count));
        }
    }

    private void CloseUntil(long time)
    {
        for (; liveKeys > 0 && nextEnd <= time; nextEnd = ends.EndAfter(nextEnd))
        {
            for (var word = 0; word < live.Length; word++)
            {
                // Queues lie strewn over memory; asked for one after another before they are needed, they come side by side.
                for (var bits = live[word]; bits != 0; bits &= bits - 1) queues[(word << 6) + BitOperations.TrailingZeroCount(bits)]!.Fetch();
                for (var bits = live[word]; bits != 0; bits &= bits - 1) Close((word << 6) + BitOperations.TrailingZeroCount(bits));
                if (closed.Count >= ClosedRows) closed.Flush(Output);
            }
        }
    }

    /// <summary>Takes the queue off a key whose last window has closed; a few are kept for keys that begin.</summary>
    private void GiveBack(int key)
    {
        SetEmpty(key);
        if (spare.Count < MaxSpareQueues) spare.Push(queues[key]!);
        queues[key] = null;
    }

    private void Close(int key)
    {
        var queue = queues[key]!;
        var sequence = queue.Causes.Last;
        try
        {
            queue.DropUntil(nextEnd - sizeNanos, merge);
            if (queue.IsEmpty)
            {
                GiveBack(key);
                return;
            }

            var result = aggregate.Result(queue.Total(merge), new EventTime(nextEnd - sizeNanos), new EventTime(nextEnd), queue.Count);
            closed.Add(key, nextEnd, queue.Causes, result);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, nextEnd, sequence, fault);
        }
    }
}
