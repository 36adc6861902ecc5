namespace Cep;

/// <summary>The latest row of each key, which is given back when it is too old to be anybody's partner.</summary>
/// <param name="plan">The rule's plan in the shard.</param>
/// <param name="withinNanos">How old a partner may be.</param>
/// <param name="counts">Whether the rows are measured: not where other keys decide how long they stay.</param>
internal sealed class LatestRows<T>(RulePlan plan, long withinNanos, bool counts = true) : IKeyedState
{
    /// <summary>Old rows are looked for at most once in so much event time, which makes the search cost nothing that could be seen.</summary>
    private const long SearchEveryNanos = 60_000_000_000;

    private Latest[] latest = [];
    private long nextSearch = long.MinValue;
    private long released = long.MinValue;

    /// <summary>Makes room for the keys of the batch.</summary>
    public void Reserve()
    {
        if (latest.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
    }

    /// <summary>What is known of a key.</summary>
    public ref readonly Latest Of(int key) => ref latest[key];

    /// <summary>Whether the row of a key is not too old for a time.</summary>
    public bool IsKnown(int key, long time)
    {
        ref var slot = ref latest[key];
        return slot.IsKnown && SpanNanos.Plus(slot.Time, withinNanos) >= time;
    }

    /// <summary>Takes rows from <paramref name="next"/> on up to a time.</summary>
    /// <returns>The first row that is later.</returns>
    public int TakeUntil(in KeyedBatch<T> rows, int next, long time)
    {
        var times = rows.Times;
        for (; next < times.Length && times[next] <= time; next++) Take(rows.Keys[next], times[next], rows.CausesOf(next), rows.Values[next]);
        return next;
    }

    public void Take(int key, long time, Causes causes, in T value)
    {
        ref var slot = ref latest[key];
        slot.IsKnown = true;
        slot.Time = time;
        slot.Causes = causes;
        slot.Value = value;
    }

    /// <summary>Gives back the rows that are too old for every event after a time.</summary>
    public void Release(long time)
    {
        released = time;
        if (time < nextSearch) return;
        nextSearch = SpanNanos.Plus(time, Math.Max(withinNanos, SearchEveryNanos));
        foreach (ref var slot in latest.AsSpan())
        {
            if (slot.IsKnown && SpanNanos.Plus(slot.Time, withinNanos) <= time) slot = default;
        }
    }

    public void Save(int key, StateWriter writer) => writer.Write(key < latest.Length ? latest[key] : default);

    public void Load(int key, StateReader reader)
    {
        if (key >= latest.Length) Grow(key + 1);
        latest[key] = reader.Read<Latest>();
    }

    public void Forget(int key)
    {
        if (key < latest.Length) latest[key] = default;
    }

    /// <inheritdoc/>
    /// <remarks>Rows that are too old count no more, whether or not they were looked for since.</remarks>
    public void Measure(int key, ref KeyFigures figures)
    {
        if (counts && key < latest.Length && latest[key].IsKnown && SpanNanos.Plus(latest[key].Time, withinNanos) > released) figures.Add(KeyFigures.SizeOf(latest[key]), latest[key].Time);
    }

    private void Grow(int keys) => Array.Resize(ref latest, Math.Max(keys, latest.Length * 2));

    internal struct Latest
    {
        public bool IsKnown;
        public long Time;
        public Causes Causes;
        public T Value;
    }
}
