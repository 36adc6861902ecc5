using System.Numerics;

namespace Cep;

internal sealed class CalendarStream<T, S, TResult, TAggregate>(
    EventStream<T> source, TradingCalendar calendar, DayRange range, WindowGrid? earlyPeriod, TAggregate aggregate) : EventStream<TResult>
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new CalendarOperator<T, S, TResult, TAggregate>(
            plan, new DaySchedule(calendar, range), earlyPeriod, aggregate);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<S>(operation);
        return operation.Output;
    }
}

/// <summary>
/// Windows of all keys at times that a calendar gives. As with tumbling windows one window is open at a time, for all keys
/// alike; unlike them there are gaps, whose rows are skipped as a run.
/// </summary>
internal sealed class CalendarOperator<T, S, TResult, TAggregate>(
    RulePlan plan, DaySchedule schedule, WindowGrid? earlyPeriod, TAggregate aggregate) : Consumer<T>, IKeyedState
    where TAggregate : struct, IWindowAggregate<T, S, TResult>
{
    private readonly RowBuffer<TResult> closed = new();
    private readonly RowBuffer<TResult> fired = new();
    private readonly EarlyFiring? early = earlyPeriod is { } period ? new EarlyFiring(plan, period) : null;
    private Cell[] cells = [];
    private ulong[] open = [];
    private long start = long.MinValue;
    private long end = long.MinValue;

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (cells.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        var times = batch.Times;
        var row = 0;
        while (row < times.Length)
        {
            if (times[row] >= early?.Next) FireEarly(times[row]);
            if (times[row] >= end && !TryTurn(batch, row))
            {
                row++;
                continue;
            }

            row += WindowGrid.FirstAtOrAfter(times[row..], start);
            if (row == times.Length) break;
            if (times[row] >= early?.Next) FireEarly(times[row]);
            var limit = early is null || times[row] >= end ? end : early.LimitFrom(times[row], end);
            var stop = times[^1] < limit ? times.Length : row + WindowGrid.FirstAtOrAfter(times[row..], limit);
            while (row < stop) row = Add(batch, row, stop);
        }
    }

    public override void OnTime(long watermark)
    {
        var reached = TimerOrder.Reached(watermark);
        if (reached >= early?.Next) FireEarly(reached);
        if (end != long.MinValue && reached >= end) Close();
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        var isOpen = key < cells.Length && cells[key].Events > 0;
        writer.Write(isOpen);
        if (!isOpen) return;
        writer.Write(start);
        writer.Write(end);
        writer.Write(cells[key].Events);
        writer.Write(cells[key].Causes);
        writer.Write(cells[key].State);
    }

    /// <inheritdoc/>
    /// <remarks>Plans that have come to the same watermark have the same window open, or none.</remarks>
    public void Load(int key, StateReader reader)
    {
        if (key >= cells.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        (start, end) = (reader.Read<long>(), reader.Read<long>());
        cells[key] = new Cell { Events = reader.Read<long>(), Causes = reader.Read<Causes>(), State = reader.Read<S>() };
        open[key >> 6] |= 1UL << key;
    }

    public void Forget(int key)
    {
        if (key >= cells.Length) return;
        cells[key] = default;
        open[key >> 6] &= ~(1UL << key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < cells.Length && cells[key].Events > 0) figures.AddWindow(KeyFigures.SizeOf(cells[key]), start, end);
    }

    /// <summary>Closes the open window and finds the one that holds the row, or the next one.</summary>
    /// <returns>False when the calendar does not know the row's time; the row is a fault then.</returns>
    private bool TryTurn(in KeyedBatch<T> batch, int row)
    {
        Close();
        try
        {
            (start, end) = schedule.From(batch.Times[row]);
            return true;
        }
        catch (ArgumentOutOfRangeException fault)
        {
            plan.Faults.Report(batch, row, fault);
            return false;
        }
    }

    /// <summary>Adds rows to their keys' windows.</summary>
    /// <returns>The row to go on with: <paramref name="stop"/>, or the one after a row at which the author's code threw.</returns>
    private int Add(in KeyedBatch<T> batch, int row, int stop)
    {
        var first = row;
        try
        {
            for (; row < stop; row++)
            {
                var key = batch.Keys[row];
                var value = batch.Values[row];
                var causes = batch.CausesOf(row);
                ref var cell = ref cells[key];
                if (cell.Events == 0)
                {
                    cell.State = aggregate.First(value);
                    cell.Causes = causes;
                    open[key >> 6] |= 1UL << key;
                }
                else
                {
                    aggregate.Add(ref cell.State, value);
                    cell.Causes = cell.Causes.And(causes);
                }

                cell.Events++;
            }

            early?.Note(batch.Keys[first..stop]);
        }
        catch (Exception fault)
        {
            early?.Note(batch.Keys[first..row]);
            plan.Faults.Report(batch, row++, fault);
        }

        return row;
    }

    private void Close()
    {
        for (var word = 0; word < open.Length; word++)
        {
            var bits = open[word];
            open[word] = 0;
            for (; bits != 0; bits &= bits - 1) Close((word << 6) + BitOperations.TrailingZeroCount(bits));
        }

        (start, end) = (long.MinValue, long.MinValue);
        closed.Flush(Output);
    }

    private void Close(int key)
    {
        ref var cell = ref cells[key];
        try
        {
            var result = aggregate.Result(cell.State, new EventTime(start), new EventTime(end), cell.Events);
            closed.Add(key, end, cell.Causes, result);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, end, cell.Causes.Last, fault);
        }

        cell = default;
    }

    /// <summary>Tells what the open windows that have changed hold so far, unless they close first.</summary>
    private void FireEarly(long reached)
    {
        var moment = early!.Next;
        if (moment >= end)
        {
            // A window ends before the multiple or at it, and what it closes with says all.
            if (reached >= end && end != long.MinValue) Close();
            early.TakeChanged();
            return;
        }

        foreach (var key in early.TakeChanged())
        {
            if (key >= cells.Length || cells[key].Events == 0) continue;
            ref readonly var cell = ref cells[key];
            try
            {
                fired.Add(key, end, cell.Causes, aggregate.Result(cell.State, new EventTime(start), new EventTime(end), cell.Events));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(key, moment, cell.Causes.Last, fault);
            }
        }

        fired.FlushEarly(Output, moment);
    }

    private void Grow(int keys)
    {
        Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
        Array.Resize(ref open, (cells.Length + 63) / 64);
    }

    private struct Cell
    {
        public S State;
        public long Events;
        public Causes Causes;
    }
}
