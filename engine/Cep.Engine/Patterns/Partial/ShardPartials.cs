namespace Cep;

/// <summary>The partial matches of a rule in a shard at a moment, all keys by their names.</summary>
/// <param name="LimitStruck">How often the limit of partial matches struck.</param>
/// <param name="Keys">The keys that have any.</param>
internal sealed record ShardPartials(long LimitStruck, IReadOnlyList<PartialMatchesOfKey> Keys)
{
    /// <summary>What the slices of a run have, by the rule's name; rules without patterns are left out.</summary>
    /// <param name="rulesInOrder">The rules.</param>
    /// <param name="slices">For each slice and rule what it has; null for a rule without patterns.</param>
    /// <param name="keysMax">How many keys are named at most.</param>
    public static SortedDictionary<string, PartialMatches> Total(IReadOnlyList<Rule> rulesInOrder, ShardPartials?[][] slices, int keysMax)
    {
        var totals = new SortedDictionary<string, PartialMatches>(StringComparer.Ordinal);
        for (var rule = 0; rule < rulesInOrder.Count; rule++)
        {
            var parts = slices.Select(slice => slice[rule]).OfType<ShardPartials>().ToList();
            if (parts.Count > 0) totals.Add(rulesInOrder[rule].Name, Total(parts, keysMax));
        }

        return totals;
    }

    private static PartialMatches Total(List<ShardPartials> parts, int keysMax)
    {
        var keys = parts.SelectMany(part => part.Keys).OrderBy(key => key.Since).ThenBy(key => key.Key, StringComparer.Ordinal).ToList();
        var (alive, byStage) = (0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        foreach (var key in keys)
        {
            alive = PartialCount.Sum(alive, key.Alive);
            foreach (var (stage, count) in key.ByStage) byStage[stage] = PartialCount.Sum(byStage.GetValueOrDefault(stage), count);
        }

        return new PartialMatches(alive, byStage, keys.Count > 0 ? keys[0].Since : null, parts.Sum(part => part.LimitStruck), keys.Count, [.. keys.Take(keysMax)]);
    }
}
