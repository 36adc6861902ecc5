namespace Cep;

/// <summary>What a rule keeps at a moment of event time, over all keys and shards. The same for any shards and batches.</summary>
/// <param name="Keys">Keys of which something is kept; a key that went back to what a new one has does not count.</param>
/// <param name="Bytes">
/// An estimate: the slots of these keys in arrays, and what lies in containers and objects as if it were saved. The room
/// that arrays have beyond, and what Rx operators hold, is not in it.
/// </param>
/// <param name="OpenWindows">Windows of keys that are open; overlapping windows of a key count as one.</param>
/// <param name="PendingTimers">What waits for its time: timers, waits, and rows that are held until others have come.</param>
/// <param name="Oldest">The earliest event time among what is kept, as far as operators know it; null when none does.</param>
public readonly record struct StateFigures(long Keys, long Bytes, long OpenWindows, long PendingTimers, EventTime? Oldest)
{
    /// <summary>Both together; of shards, which have no key in common.</summary>
    public StateFigures And(StateFigures other) => new(
        Keys + other.Keys, Bytes + other.Bytes, OpenWindows + other.OpenWindows, PendingTimers + other.PendingTimers, Earlier(Oldest, other.Oldest));

    internal StateFigures And(in KeyFigures key) => key.Bytes == 0 ? this : And(new StateFigures(
        1, key.Bytes, key.OpenWindows, key.PendingTimers, key.Oldest == long.MaxValue ? null : new EventTime(key.Oldest)));

    private static EventTime? Earlier(EventTime? left, EventTime? right) => left is null || right < left ? right : left;
}
