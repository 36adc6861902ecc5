namespace Cep.Feeds.Kafka;

/// <summary>The fields of an event in a message: those of the columns of tick files.</summary>
internal enum TickField
{
    Kind,
    Time,
    Symbol,
    Price,
    Size,
    BidPrice,
    BidSize,
    AskPrice,
    AskSize,
    State,
    Conditions,
    Exchange,
    Suspicious,

    /// <summary>A field of a later version or of somebody else; it is passed over.</summary>
    Other,
}

/// <summary>The names of the fields, as they are written and as they may be found.</summary>
internal static class TickFieldNames
{
    private const int LongestName = 64;

    private static readonly string[] Written =
    [
        "kind", "time", "symbol", "price", "size", "bid_price", "bid_size", "ask_price", "ask_size",
        "state", "conditions", "exchange", "suspicious",
    ];

    private static readonly Dictionary<string, TickField>.AlternateLookup<ReadOnlySpan<char>> Known = MakeKnown();

    public static string Of(TickField field) => Written[(int)field];

    /// <summary>Which field a name stands for; case, underscores, hyphens and blanks don't matter.</summary>
    public static TickField Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName) return TickField.Other;
        Span<char> plain = stackalloc char[LongestName];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is not ((byte)'_' or (byte)'-' or (byte)' ')) plain[length++] = char.ToLowerInvariant((char)letter);
        }

        return Known.TryGetValue(plain[..length], out var field) ? field : TickField.Other;
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
