namespace Cep;

/// <summary>All orders of some sequences, in lexicographic order: any order is a choice of them.</summary>
internal static class Orders
{
    /// <summary>Seven sequences would be 5,040 orders.</summary>
    private const int MaxCount = 6;

    public static IReadOnlyList<IReadOnlyList<PatternPart>> Of(IReadOnlyList<IReadOnlyList<PatternPart>> sequences, Contiguity between)
    {
        if (sequences.Count > MaxCount)
        {
            throw new ArgumentException($"{sequences.Count} sequences in any order are too many; at most {MaxCount} are allowed.", nameof(sequences));
        }

        var orders = new List<IReadOnlyList<PatternPart>>();
        Extend([], sequences, between, orders);
        return orders;
    }

    private static void Extend(
        IReadOnlyList<PatternPart> begun, IReadOnlyList<IReadOnlyList<PatternPart>> left, Contiguity between, List<IReadOnlyList<PatternPart>> orders)
    {
        if (left.Count == 0) orders.Add(begun);
        for (var i = 0; i < left.Count; i++)
        {
            var group = new GroupPart(begun.Count == 0 ? Contiguity.Begin : between, left[i]);
            Extend([.. begun, group], [.. left.Where((_, other) => other != i)], between, orders);
        }
    }
}
