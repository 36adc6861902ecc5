namespace Cep;

/// <summary>The partial matches of a rule's patterns that are alive at a moment. The same for any shards and batches.</summary>
/// <remarks>
/// A partial match is at the stage that took its last event. One that goes on in several ways counts as several; one that is
/// complete and waits for its turn does not count. A rule that asks for the matches of a pattern in two ways, such as
/// <c>Match</c> and <c>Count</c>, runs it twice, and both count. Where matches are aggregated without being listed,
/// partial matches are not known one by one: those of a key that wait for the same count as one, since when the latest of
/// them began.
/// </remarks>
/// <param name="Alive">How many, over all keys; <see cref="long.MaxValue"/> when there are more than that.</param>
/// <param name="ByStage">The same by the name of the stage, in ordinal order; empty for a stage that is not known.</param>
/// <param name="Oldest">The event time at which the first of them began; null when there are none.</param>
/// <param name="LimitStruck">How many events, since the run began, met the limit of partial matches of their key.</param>
/// <param name="Keys">How many keys have any.</param>
/// <param name="OldestKeys">The keys whose first partial match began earliest, by that time and then by name; as many as were asked for.</param>
public sealed record PartialMatches(
    long Alive, IReadOnlyDictionary<string, long> ByStage, EventTime? Oldest, long LimitStruck, int Keys, IReadOnlyList<PartialMatchesOfKey> OldestKeys)
{
    /// <summary>How many keys are named when nothing is said.</summary>
    public const int DefaultKeysMax = 10;

    /// <summary>Those of several runs together that have no key in common, such as the tasks of a live run. Names <see cref="DefaultKeysMax"/> keys at most.</summary>
    public static PartialMatches Total(IReadOnlyList<PartialMatches> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (alive, byStage) = (0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        foreach (var part in parts)
        {
            alive = PartialCount.Sum(alive, part.Alive);
            foreach (var (stage, count) in part.ByStage) byStage[stage] = PartialCount.Sum(byStage.GetValueOrDefault(stage), count);
        }

        var keys = parts.SelectMany(part => part.OldestKeys).OrderBy(key => key.Since).ThenBy(key => key.Key, StringComparer.Ordinal);
        return new PartialMatches(alive, byStage, parts.Min(part => part.Oldest), parts.Sum(part => part.LimitStruck), parts.Sum(part => part.Keys), [.. keys.Take(DefaultKeysMax)]);
    }
}

/// <summary>The partial matches of a key that are alive.</summary>
/// <param name="Key">The key's name.</param>
/// <param name="Alive">How many.</param>
/// <param name="ByStage">The same by the name of the stage that took the last event.</param>
/// <param name="Since">The event time at which the first of them began.</param>
public sealed record PartialMatchesOfKey(string Key, long Alive, IReadOnlyDictionary<string, long> ByStage, EventTime Since);
