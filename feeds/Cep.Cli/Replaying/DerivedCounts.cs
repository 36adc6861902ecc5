using System.Runtime.InteropServices;

namespace Cep.Cli;

/// <summary>Counts derived events by rule and key.</summary>
internal sealed class DerivedCounts : ISink
{
    private readonly Dictionary<(string Rule, string Key), long> counts = [];

    /// <summary>The keys of a rule with the most derived events first.</summary>
    public IReadOnlyList<(string Key, long Count)> TopOf(string rule, int most) =>
        [.. counts.Where(entry => entry.Key.Rule == rule)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key.Key, StringComparer.Ordinal)
            .Take(most)
            .Select(entry => (entry.Key.Key, entry.Value))];

    public void Write(in DerivedEvent derived) => CollectionsMarshal.GetValueRefOrAddDefault(counts, (derived.Rule.Name, derived.Key), out _)++;

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
