namespace Cep.Testing;

/// <summary>Sets expected and actual derived events beside each other, by time and key.</summary>
internal sealed class MarbleComparison<T>
{
    public MarbleComparison(IReadOnlyList<Expectation<T>> expected, IReadOnlyList<Derived<T>> actual)
    {
        var wanted = expected.ToLookup(expectation => (expectation.Time, expectation.Key));
        var found = actual.ToLookup(derived => (derived.Time, derived.Key));
        Cells = [.. wanted.Select(group => group.Key).Union(found.Select(group => group.Key))
            .OrderBy(place => place.Time).ThenBy(place => place.Key, StringComparer.Ordinal)
            .Select(place => new MarbleCell(place.Key, place.Time, Pair([.. wanted[place]], [.. found[place]])))];
    }

    /// <summary>In the order of time and key.</summary>
    public IReadOnlyList<MarbleCell> Cells { get; }

    public bool IsEqual => Cells.All(cell => cell.IsEqual);

    private static List<MarblePair> Pair(List<Expectation<T>> wanted, List<Derived<T>> found)
    {
        var pairs = new List<MarblePair>();
        for (var i = 0; i < Math.Max(wanted.Count, found.Count); i++)
        {
            var actual = i < found.Count ? RuleRun.TextOf(found[i].Payload) : null;
            var isEqual = actual is not null && i < wanted.Count && wanted[i].Holds(found[i].Payload, actual);
            var text = i < wanted.Count ? wanted[i].Text ?? (isEqual ? actual : MarblePair.Condition) : null;
            pairs.Add(new MarblePair(text, actual, isEqual));
        }

        return pairs;
    }
}
