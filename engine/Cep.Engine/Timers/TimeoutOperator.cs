using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// A key has one timer at most, for the first of its waits: they are of one length, so it is over first. An answer leaves
/// the timer where it is; when it is due it is set to the deadline of the wait that is first then.
/// </summary>
internal sealed class TimeoutOperator<T>(RulePlan plan, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until)
    : Consumer<T>, IKeyedState
{
    /// <summary>For so many rows ahead the state of the key is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly RowBuffer<Awaited<T>> ended = new();
    private readonly KeyTimers timers = new();
    private readonly KeyedQueue<Wait> more = new();
    private readonly List<int> answered = [];
    private readonly List<(int Key, Wait Wait)> late = [];
    private Cell[] cells = [];
    private long begun;

    public Output<Awaited<T>> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        Reserve(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            if (row + Ahead < batch.Count) Cache.Fetch(ref cells[batch.Keys[row + Ahead]]);
            if (batch.Times[row] >= timers.Earliest) FireUntil(batch.Times[row]);
            try
            {
                Take(batch, row);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        ended.Flush(Output);
    }

    public override void OnTime(long watermark)
    {
        FireUntil(TimerOrder.Reached(watermark));
        ended.Flush(Output);
        Output.PassTime(watermark);
    }

    /// <inheritdoc/>
    /// <remarks>The waits in the order in which they began; their numbers and the key's timer follow from them.</remarks>
    public void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        ref readonly var cell = ref cells[key];
        writer.Write(cell.Waiting);
        if (cell.Waiting == 0) return;
        Save(cell.First, writer);
        for (var place = more.FirstOf(key); place != KeyedQueue<Wait>.None; place = more.After(place)) Save(more[place], writer);
    }

    public void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        Forget(key);
        for (var count = reader.Read<int>(); count > 0; count--)
        {
            Begin(key, new Wait(begun++, reader.Read<long>(), reader.Read<Causes>(), reader.Read<T>()));
        }
    }

    public void Forget(int key)
    {
        if (key >= cells.Length) return;
        cells[key] = default;
        more.Clear(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length || cells[key].Waiting == 0) return;
        Measure(cells[key].First, ref figures);
        for (var place = more.FirstOf(key); place != KeyedQueue<Wait>.None; place = more.After(place)) Measure(more[place], ref figures);
    }

    private static void Save(in Wait wait, StateWriter writer)
    {
        writer.Write(wait.Since);
        writer.Write(wait.Causes);
        writer.Write(wait.Value);
    }

    private void Measure(in Wait wait, ref KeyFigures figures) =>
        figures.AddTimer(KeyFigures.SizeOf(wait) + KeyTimers.TimerSize, wait.Since, TimerOrder.After(wait.Since, afterNanos));

    /// <summary>Asks the author's conditions first, so that an event at which one throws changes nothing.</summary>
    private void Take(in KeyedBatch<T> batch, int row)
    {
        var key = batch.Keys[row];
        ref readonly var value = ref batch.Values[row];
        var opens = from is null || from(value);
        ref var cell = ref cells[key];
        if (cell.Waiting > 0)
        {
            var isFirstAnswered = until is null || until(cell.First.Value, value);
            if (cell.Waiting > 1) FindAnswered(key, value);
            if (isFirstAnswered) Answer(cell.First, batch, row);
            if (cell.Waiting > 1) AnswerMore(ref cell, batch, row);
            if (isFirstAnswered) DropFirst(key, ref cell);
        }

        if (opens) Begin(key, new Wait(begun++, batch.Times[row], batch.CausesOf(row), value));
    }

    private void Begin(int key, in Wait wait)
    {
        ref var cell = ref cells[key];
        if (cell.Waiting++ > 0) more.Add(key, wait);
        else cell.First = wait;
        if (cell.Stamp == 0) cell.Stamp = timers.Set(TimerOrder.After(wait.Since, afterNanos), key);
    }

    /// <summary>The next wait becomes the first.</summary>
    private void DropFirst(int key, ref Cell cell)
    {
        if (--cell.Waiting == 0)
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) cell.First = default;
            return;
        }

        var next = more.FirstOf(key);
        cell.First = more[next];
        more.Remove(key, next);
    }

    private void FindAnswered(int key, in T value)
    {
        answered.Clear();
        for (var place = more.FirstOf(key); place != KeyedQueue<Wait>.None; place = more.After(place))
        {
            if (until is null || until(more[place].Value, value)) answered.Add(place);
        }
    }

    private void AnswerMore(ref Cell cell, in KeyedBatch<T> batch, int row)
    {
        foreach (var place in answered)
        {
            Answer(more[place], batch, row);
            more.Remove(batch.Keys[row], place);
        }

        cell.Waiting -= answered.Count;
    }

    private void Answer(in Wait wait, in KeyedBatch<T> batch, int row)
    {
        var waited = new EventTime(batch.Times[row]) - new EventTime(wait.Since);
        var answer = new Awaited<T>(wait.Value, batch.Values[row], false, waited);
        ended.Add(batch.Keys[row], batch.Times[row], wait.Causes.And(batch.CausesOf(row)), answer);
    }

    private void FireUntil(long time)
    {
        var moment = long.MinValue;
        while (timers.TryFire(time, out var timer))
        {
            Cache.Fetch(ref cells[timers.KeyAhead]);
            ref var cell = ref cells[timer.Key];
            if (cell.Stamp != timer.Stamp) continue;
            if (timer.DueTime > moment) TellLate(moment);
            (cell.Stamp, moment) = (0, timer.DueTime);
            for (; cell.Waiting > 0 && TimerOrder.After(cell.First.Since, afterNanos) <= moment; DropFirst(timer.Key, ref cell))
            {
                late.Add((timer.Key, cell.First));
            }

            if (cell.Waiting > 0) cell.Stamp = timers.Set(TimerOrder.After(cell.First.Since, afterNanos), timer.Key);
        }

        TellLate(moment);
    }

    /// <summary>Tells the waits that timed out at a moment, those of all keys in the order in which they began.</summary>
    private void TellLate(long moment)
    {
        if (late.Count == 0) return;
        if (late.Count > 1) late.Sort(static (one, other) => one.Wait.Number.CompareTo(other.Wait.Number));
        foreach (var (key, wait) in late)
        {
            var waited = new EventTime(moment) - new EventTime(wait.Since);
            ended.Add(key, moment, wait.Causes, new Awaited<T>(wait.Value, default, true, waited));
        }

        late.Clear();
    }

    private void Reserve(int keys)
    {
        if (cells.Length >= keys) return;
        Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
        more.Reserve(cells.Length);
    }

    /// <summary>Waits are numbered as they begin, over all keys.</summary>
    private readonly record struct Wait(long Number, long Since, Causes Causes, T Value);

    private struct Cell
    {
        /// <summary>Of the key's timer; 0 when it has none. Of another timer that fires the key knows no more.</summary>
        public int Stamp;

        /// <summary>How many events wait.</summary>
        public int Waiting;
        public Wait First;
    }
}
