using System.Diagnostics.CodeAnalysis;

namespace Cep;

/// <summary>
/// A reference table known up front that changes over time: each row says which value a key has from a time on, until the
/// key's next row. For data whose key is not that of the stream: an index, a rate, a tick size by price band.
/// </summary>
/// <typeparam name="TKey">The key; use one value for all where there is only one thing to tell.</typeparam>
/// <typeparam name="TValue">The value; a value type or an immutable object, because all threads share it.</typeparam>
/// <remarks>
/// It is plain data and never changes, so any lambda of a rule may look into it and the run stays a pure function of log,
/// rules and settings: <c>trades.Select(t => t.Price * rates["EURUSD", t.Time])</c>. A table that is only known as events
/// arrive is a stream: see <see cref="EventStream{T}.WithReference"/>. Safe on any thread. A look-up is a hash and a binary
/// search and allocates nothing.
/// </remarks>
public sealed class TimedTable<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (EventTime[] From, TValue[] Values)> rowsByKey = [];

    /// <summary>Makes a table of rows, in any order.</summary>
    /// <exception cref="ArgumentException">A key has two rows of the same time: which of them is valid?</exception>
    public TimedTable(IEnumerable<(TKey Key, EventTime From, TValue Value)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var ofKey in rows.GroupBy(row => row.Key))
        {
            var ordered = ofKey.OrderBy(row => row.From).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i].From == ordered[i - 1].From)
                {
                    throw new ArgumentException($"Key '{ofKey.Key}' has two rows that are valid from {ordered[i].From}; keep the one that is right.", nameof(rows));
                }
            }

            rowsByKey.Add(ofKey.Key, ([.. ordered.Select(row => row.From)], [.. ordered.Select(row => row.Value)]));
        }
    }

    /// <summary>The value of a key at a time; a row is valid from its own time on, that time included.</summary>
    /// <exception cref="KeyNotFoundException">The key has no row that early, or none at all. In a rule this is a fault of that event, and becomes a dead letter.</exception>
    public TValue this[TKey key, EventTime time] => TryGet(key, time, out var value)
        ? value
        : throw new KeyNotFoundException($"The table has no row of '{key}' that is valid at {time}. Add one, or ask with TryGet.");

    /// <summary>As the indexer, without throwing.</summary>
    /// <returns>False when the key has no row that early, or none at all.</returns>
    public bool TryGet(TKey key, EventTime time, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!rowsByKey.TryGetValue(key, out var rows)) return false;
        var found = Array.BinarySearch(rows.From, time);
        var row = found >= 0 ? found : ~found - 1;
        if (row < 0) return false;
        value = rows.Values[row];
        return true;
    }
}
