namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// What becomes of each event that waits for another of its key: answered within <paramref name="after"/>, or timed out.
    /// <code>
    /// after 5 s, requests a b, responses A B     a──b──A────────────B──▶
    ///                                                  ▲aA ▲b timed out    B finds nothing that waits
    /// </code>
    /// </summary>
    /// <param name="after">How long an event waits; more than zero.</param>
    /// <param name="from">Which events wait; null for all.</param>
    /// <param name="until">Whether a later event (second) answers a waiting one (first); null when any event does.</param>
    /// <remarks>
    /// The wait is the half-open time <c>[event, event + after)</c>: an answer exactly at its end comes too late, and the
    /// notice goes before it. An answer ends all waits that it fits, in the order in which they began, at the answer's time
    /// and with both as causes; a wait that times out is told at its deadline with its event as the cause. The end of the
    /// input answers nothing: what waits then times out at its deadline. An event costs one call of
    /// <paramref name="until"/> for each wait of its own key. An event for which a condition throws is left out and becomes
    /// a dead letter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is not positive.</exception>
    public EventStream<Awaited<T>> Timeout(TimeSpan after, Func<T, bool>? from = null, Func<T, T, bool>? until = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(after, TimeSpan.Zero);
        return new TimeoutStream<T>(this, checked(after.Ticks * 100), from, until);
    }
}

/// <summary>What became of an event that waited for another.</summary>
/// <param name="Event">The event that waited.</param>
/// <param name="Answer">The event that answered; the default of the type when timed out.</param>
/// <param name="IsTimedOut">Whether no answer came in time.</param>
/// <param name="Waited">How long it waited, cut to 100 ns.</param>
public readonly record struct Awaited<T>(T Event, T? Answer, bool IsTimedOut, TimeSpan Waited);

internal sealed class TimeoutStream<T>(EventStream<T> source, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until)
    : EventStream<Awaited<T>>
{
    internal override Output<Awaited<T>> Build(RulePlan plan)
    {
        var operation = new TimeoutOperator<T>(plan, afterNanos, from, until);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<T>(operation);
        return operation.Output;
    }
}

/// <summary>Each wait is a timer; a key lists its own, and drops from the list those that are over when its next event comes.</summary>
internal sealed class TimeoutOperator<T>(RulePlan plan, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until)
    : Consumer<T>, IKeyedState
{
    private const int MaxSpareLists = 64;

    private readonly RowBuffer<Awaited<T>> ended = new();
    private readonly TimerWheel<Wait> waits = new();
    private readonly List<TimerHandle> answered = [];
    private readonly Stack<List<TimerHandle>> spare = [];
    private List<TimerHandle>?[] waitsByKey = [];

    public Output<Awaited<T>> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (waitsByKey.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            if (batch.Times[row] >= waits.Earliest) FireUntil(batch.Times[row]);
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

    public void Save(int key, StateWriter writer)
    {
        var own = key < waitsByKey.Length ? waitsByKey[key] : null;
        if (own is not null) DropEnded(own);
        writer.Write(own?.Count ?? 0);
        foreach (var handle in own ?? [])
        {
            waits.TryGet(handle, out var wait);
            writer.Write(wait.Since);
            writer.Write(wait.Causes);
            writer.Write(wait.Value);
        }
    }

    public void Load(int key, StateReader reader)
    {
        if (key >= waitsByKey.Length) Grow(key + 1);
        Forget(key);
        for (var count = reader.Read<int>(); count > 0; count--)
        {
            Begin(ref waitsByKey[key], new Wait(key, reader.Read<long>(), reader.Read<Causes>(), reader.Read<T>()));
        }
    }

    public void Forget(int key)
    {
        if (key >= waitsByKey.Length) return;
        foreach (var handle in waitsByKey[key] ?? []) waits.Cancel(handle);
        waitsByKey[key] = null;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= waitsByKey.Length) return;
        foreach (var handle in waitsByKey[key] ?? [])
        {
            if (!waits.TryGet(handle, out var wait)) continue;
            figures.AddTimer(KeyFigures.SizeOf(wait) + TimerWheel<Wait>.NodeSize, wait.Since, TimerOrder.After(wait.Since, afterNanos));
        }
    }

    /// <summary>Asks the author's conditions first, so that an event at which one throws changes nothing.</summary>
    private void Take(in KeyedBatch<T> batch, int row)
    {
        var value = batch.Values[row];
        var opens = from is null || from(value);
        ref var own = ref waitsByKey[batch.Keys[row]];
        answered.Clear();
        if (own is not null) FindAnswered(own, value);
        foreach (var handle in answered) Answer(handle, batch, row);
        if (answered.Count > 0 && !opens) GiveBack(batch.Keys[row], own!);
        if (!opens) return;
        Begin(ref own, new Wait(batch.Keys[row], batch.Times[row], batch.CausesOf(row), value));
    }

    private void Begin(ref List<TimerHandle>? own, in Wait wait) =>
        (own ??= spare.TryPop(out var unused) ? unused : []).Add(waits.Schedule(TimerOrder.After(wait.Since, afterNanos), wait));

    /// <summary>Takes the waits that are over off a key's list.</summary>
    private void DropEnded(List<TimerHandle> own)
    {
        var kept = 0;
        for (var i = 0; i < own.Count; i++)
        {
            if (waits.TryGet(own[i], out _)) own[kept++] = own[i];
        }

        own.RemoveRange(kept, own.Count - kept);
    }

    /// <summary>Takes the list off a key whose latest wait is over, if with it all are.</summary>
    private void GiveBack(int key, List<TimerHandle> own)
    {
        if (waits.TryGet(own[^1], out _)) return;
        DropEnded(own);
        if (own.Count > 0) return;
        waitsByKey[key] = null;
        if (spare.Count < MaxSpareLists) spare.Push(own);
    }

    private void Grow(int keys) => Array.Resize(ref waitsByKey, Math.Max(keys, waitsByKey.Length * 2));

    private void FindAnswered(List<TimerHandle> own, in T value)
    {
        DropEnded(own);
        foreach (var handle in own)
        {
            if (waits.TryGet(handle, out var wait) && (until is null || until(wait.Value, value))) answered.Add(handle);
        }
    }

    private void Answer(TimerHandle handle, in KeyedBatch<T> batch, int row)
    {
        waits.TryGet(handle, out var wait);
        waits.Cancel(handle);
        var waited = new EventTime(batch.Times[row]) - new EventTime(wait.Since);
        ended.Add(wait.Key, batch.Times[row], wait.Causes.And(batch.CausesOf(row)), new Awaited<T>(wait.Value, batch.Values[row], false, waited));
    }

    private void FireUntil(long time)
    {
        while (waits.TryFire(time, out var due, out var wait))
        {
            if (waitsByKey[wait.Key] is { } own) GiveBack(wait.Key, own);
            var waited = new EventTime(due) - new EventTime(wait.Since);
            ended.Add(wait.Key, due, wait.Causes, new Awaited<T>(wait.Value, default, true, waited));
        }
    }

    private readonly record struct Wait(int Key, long Since, Causes Causes, T Value);
}
