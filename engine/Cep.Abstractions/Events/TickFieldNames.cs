namespace Cep;

/// <summary>The names of the fields of events, as they are written and as they may be found.</summary>
/// <remarks>Safe on any thread.</remarks>
public static class TickFieldNames
{
    private const int LongestName = 64;

    private static readonly string[] Written =
    [
        "kind", "time", "symbol", "price", "size", "bid_price", "bid_size", "ask_price", "ask_size",
        "state", "conditions", "exchange", "suspicious",
    ];

    private static readonly Dictionary<string, TickField>.AlternateLookup<ReadOnlySpan<char>> Known = MakeKnown();

    /// <summary>All fields in their order, without <see cref="TickField.Other"/>.</summary>
    public static IReadOnlyList<TickField> All { get; } = [.. Enum.GetValues<TickField>().Where(static field => field != TickField.Other)];

    /// <summary>The name that a field is written with.</summary>
    /// <exception cref="IndexOutOfRangeException">It is <see cref="TickField.Other"/>, which has none.</exception>
    public static string Of(TickField field) => Written[(int)field];

    /// <summary>Which field a name stands for; case, underscores, hyphens and blanks don't matter.</summary>
    public static TickField Find(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName) return TickField.Other;
        Span<char> plain = stackalloc char[LongestName];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is not ('_' or '-' or ' ')) plain[length++] = char.ToLowerInvariant(letter);
        }

        return Known.TryGetValue(plain[..length], out var field) ? field : TickField.Other;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{char})"/>
    /// <param name="name">In ASCII; a name with other bytes is none of ours.</param>
    public static TickField Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName) return TickField.Other;
        Span<char> letters = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++) letters[i] = (char)name[i];
        return Find(letters[..name.Length]);
    }

    private static Dictionary<string, TickField>.AlternateLookup<ReadOnlySpan<char>> MakeKnown()
    {
        var known = new Dictionary<string, TickField>(StringComparer.Ordinal)
        {
            ["timestamp"] = TickField.Time,
            ["quantity"] = TickField.Size,
            ["bid"] = TickField.BidPrice,
            ["ask"] = TickField.AskPrice,
        };
        for (var i = 0; i < Written.Length; i++) known[Written[i].Replace("_", "", StringComparison.Ordinal)] = (TickField)i;
        return known.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
