namespace Cep;

/// <summary>Counts how partial matches of explained rules ended.</summary>
internal sealed class EndTally
{
    private readonly SortedDictionary<string, (long Told, SortedDictionary<PartialMatchFate, long> ByFate)> rules = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, PartialMatchEnds> ByRule =>
        new SortedDictionary<string, PartialMatchEnds>(rules.ToDictionary(rule => rule.Key, rule => new PartialMatchEnds(rule.Value.Told, rule.Value.ByFate)), StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    /// <returns>Whether it is told, because it is among the first ones of its rule.</returns>
    public bool Count(PartialMatchEnd end, IReadOnlyList<Explain> explained)
    {
        if (!rules.TryGetValue(end.Rule, out var counts)) counts = (0, []);
        counts.ByFate[end.Fate] = counts.ByFate.GetValueOrDefault(end.Fate) + 1;
        var isTold = counts.Told < explained.First(asked => asked.Rule == end.Rule).RecordsMax;
        rules[end.Rule] = isTold ? counts with { Told = counts.Told + 1 } : counts;
        return isTold;
    }
}
