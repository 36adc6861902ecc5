using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

internal sealed class TumblingStream<T, S, TResult, TAggregate>(EventStream<T> source, WindowGrid grid, WindowGrid? earlyPeriod, TAggregate aggregate) : EventStream<TResult>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new TumblingOperator<T, S, TResult, TAggregate>(plan, grid, earlyPeriod, aggregate);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<S>(operation);
        return operation.Output;
    }
}

/// <summary>
/// Tumbling windows of all keys. Rows come in time order and windows are aligned, so one window is open at a time, for
/// all keys alike; a bitmap says which keys hold something, and walking it closes them without sorting.
/// </summary>
internal sealed class TumblingOperator<T, S, TResult, TAggregate>(RulePlan plan, WindowGrid grid, WindowGrid? earlyPeriod, TAggregate aggregate)
    : Consumer<T>, IKeyedState
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    // All keys close at once; in pieces, what the next operators make of them stays in the cache.
    private const int ClosedRows = 256;

    private readonly RowBuffer<TResult> closed = new();
    private readonly EarlyFiring? early = earlyPeriod is { } period ? new EarlyFiring(plan, period) : null;
    private readonly RowBuffer<TResult> fired = new();
    private Cell[] cells = [];
    private long[] firsts = [];

    /// <summary>Inputs of each key beyond one for each event, which only derived events have; empty until the first of them.</summary>
    private long[] furtherInputs = [];
    private ulong[] open = [];
    private long end = long.MinValue;
    private int atRow;

    public Output<TResult> Output { get; } = new();

    /// <summary>When early results are due; null when none are wanted.</summary>
    public EarlyFiring? Early => early;

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (cells.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        var row = 0;
        while (row < batch.Count)
        {
            var time = batch.Times[row];
            if (time >= early?.Next && early.Next < end) FireEarly();
            if (time >= end) Turn(time);
            if (time >= early?.Next) FireEarly();
            var limit = early?.LimitFrom(time, end) ?? end;
            var stop = batch.Times[^1] < limit ? batch.Count : row + WindowGrid.FirstAtOrAfter(batch.Times[row..], limit);
            while (row < stop) row = Add(batch, row, stop);
        }
    }

    public override void OnTime(long watermark)
    {
        var reached = TimerOrder.Reached(watermark);
        if (reached >= early?.Next && early.Next < end) FireEarly();
        if (reached >= end && end != long.MinValue)
        {
            Close();
            end = long.MinValue;
        }

        if (reached >= early?.Next) FireEarly();
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        var isOpen = key < cells.Length && cells[key].Events > 0;
        writer.Write(isOpen);
        if (!isOpen) return;
        writer.Write(end);
        writer.Write(firsts[key]);
        writer.Write(furtherInputs.Length == 0 ? 0 : furtherInputs[key]);
        writer.Write(cells[key].Events);
        writer.Write(cells[key].Last);
        writer.Write(cells[key].State);
    }

    /// <inheritdoc/>
    /// <remarks>Plans that have come to the same watermark have the same window open, or none.</remarks>
    public void Load(int key, StateReader reader)
    {
        if (key >= cells.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        end = reader.Read<long>();
        Open(key, reader.Read<long>());
        var further = reader.Read<long>();
        if (further > 0 && furtherInputs.Length == 0) furtherInputs = new long[cells.Length];
        if (furtherInputs.Length > 0) furtherInputs[key] = further;
        cells[key] = new Cell { Events = reader.Read<long>(), Last = reader.Read<long>(), State = reader.Read<S>() };
    }

    public void Forget(int key)
    {
        if (key >= cells.Length) return;
        cells[key] = default;
        open[key >> 6] &= ~(1UL << key);
        if (furtherInputs.Length > 0) furtherInputs[key] = 0;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length || cells[key].Events == 0) return;
        figures.AddWindow(KeyFigures.SizeOf(cells[key].State) + 3 * sizeof(long), end - grid.SizeNanos, end);
    }

    /// <summary>Adds rows to their keys' windows.</summary>
    /// <returns>The row to go on with: <paramref name="stop"/>, or the one after a row at which the author's code threw.</returns>
    private int Add(in KeyedBatch<T> batch, int row, int stop)
    {
        try
        {
            if (batch.Causes.IsEmpty) AddEvents(batch, row, stop);
            else AddDerived(batch, row, stop);
            early?.Note(batch.Keys[row..stop]);
            return stop;
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, atRow, fault);
            early?.Note(batch.Keys[row..atRow]);
            return atRow + 1;
        }
    }

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddEvents(in KeyedBatch<T> batch, int row, int stop)
    {
        var values = batch.Values[..stop];
        var keys = batch.Keys[..values.Length];
        var sequences = batch.Sequences;
        var firstSequence = batch.FirstSequence;
        var slots = cells;
        var windows = aggregate;
        for (; row < values.Length; row++)
        {
            atRow = row;
            var sequence = sequences.IsEmpty ? firstSequence + row : sequences[row];
            ref var cell = ref slots[keys[row]];
            if (cell.Events == 0)
            {
                cell.State = windows.First(values[row]);
                Open(keys[row], sequence);
            }
            else
            {
                windows.Add(ref cell.State, values[row]);
            }

            cell.Events++;
            // A late event has its place by its time and a greater number than those that follow.
            if (sequence > cell.Last) cell.Last = sequence;
            else firsts[keys[row]] = Math.Min(firsts[keys[row]], sequence);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddDerived(in KeyedBatch<T> batch, int row, int stop)
    {
        if (furtherInputs.Length == 0) furtherInputs = new long[cells.Length];
        for (; row < stop; row++)
        {
            atRow = row;
            var causes = batch.Causes[row];
            var key = batch.Keys[row];
            ref var cell = ref cells[key];
            if (cell.Events == 0)
            {
                cell.State = aggregate.First(batch.Values[row]);
                Open(key, causes.First);
            }
            else
            {
                aggregate.Add(ref cell.State, batch.Values[row]);
            }

            cell.Events++;
            // Derived rows come in the order of their times, and their inputs may not: a silence is noticed long after its event.
            cell.Last = Math.Max(cell.Last, causes.Last);
            firsts[key] = Math.Min(firsts[key], causes.First);
            furtherInputs[key] += causes.Count - 1;
        }
    }

    private void Open(int key, long sequence)
    {
        firsts[key] = sequence;
        open[key >> 6] |= 1UL << key;
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
            if (bits == 0) continue;
            open[word] = 0;
            while (bits != 0) bits = Close(word << 6, bits);
            if (closed.Count >= ClosedRows) closed.Flush(Output);
        }

        closed.Flush(Output);
    }

    /// <summary>Closes the windows of some of 64 keys.</summary>
    /// <returns>The keys that are left: none, or those after one whose result threw.</returns>
    private ulong Close(int firstKey, ulong bits)
    {
        var (start, until) = (new EventTime(end - grid.SizeNanos), new EventTime(end));
        try
        {
            for (; bits != 0; bits &= bits - 1)
            {
                atRow = firstKey + BitOperations.TrailingZeroCount(bits);
                ref var cell = ref cells[atRow];
                var result = aggregate.Result(cell.State, start, until, cell.Events);
                closed.Add(atRow, end, new Causes(firsts[atRow], cell.Last, cell.Events + FurtherInputsOf(atRow)), result);
                cell = default;
            }
        }
        catch (Exception fault)
        {
            plan.Faults.Report(atRow, end, cells[atRow].Last, fault);
            cells[atRow] = default;
            bits &= bits - 1;
        }

        return bits;
    }

    /// <summary>Tells what the open windows that have changed hold so far. What they closed with is told already.</summary>
    private void FireEarly()
    {
        var moment = early!.Next;
        foreach (var key in early.TakeChanged())
        {
            if (key >= cells.Length || cells[key].Events == 0) continue;
            ref readonly var cell = ref cells[key];
            try
            {
                var result = aggregate.Result(cell.State, new EventTime(end - grid.SizeNanos), new EventTime(end), cell.Events);
                var further = furtherInputs.Length == 0 ? 0 : furtherInputs[key];
                fired.Add(key, end, new Causes(firsts[key], cell.Last, cell.Events + further), result);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(key, moment, cell.Last, fault);
            }
        }

        fired.FlushEarly(Output, moment);
    }

    private long FurtherInputsOf(int key)
    {
        if (furtherInputs.Length == 0) return 0;
        var inputs = furtherInputs[key];
        furtherInputs[key] = 0;
        return inputs;
    }

    private void Grow(int keys)
    {
        Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
        Array.Resize(ref firsts, cells.Length);
        if (furtherInputs.Length > 0) Array.Resize(ref furtherInputs, cells.Length);
        Array.Resize(ref open, (cells.Length + 63) / 64);
    }

    /// <summary>What every event touches; the rest lies beside it, so that more keys fit the cache.</summary>
    private struct Cell
    {
        public S State;
        public long Events;
        public long Last;
    }
}
