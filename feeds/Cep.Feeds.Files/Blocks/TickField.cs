namespace Cep.Feeds.Files;

/// <summary>The columns of a tick file.</summary>
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
}

/// <summary>The names of the columns, as they are written and as they may be found.</summary>
internal static class TickFieldNames
{
    private static readonly string[] Written =
    [
        "kind", "time", "symbol", "price", "size", "bid_price", "bid_size", "ask_price", "ask_size",
        "state", "conditions", "exchange", "suspicious",
    ];

    /// <summary>Which column a name stands for; case, underscores, hyphens and blanks don't matter.</summary>
    private static readonly Dictionary<string, TickField> Known = new(StringComparer.Ordinal)
    {
        ["timestamp"] = TickField.Time,
        ["quantity"] = TickField.Size,
        ["bid"] = TickField.BidPrice,
        ["ask"] = TickField.AskPrice,
    };

    static TickFieldNames()
    {
        foreach (var field in Enum.GetValues<TickField>()) Known[Plain(Written[(int)field])] = field;
    }

    public static string Of(TickField field) => Written[(int)field];

    /// <summary>The column a name stands for, or null when it is none of ours.</summary>
    public static TickField? Find(string name) => Known.TryGetValue(Plain(name), out var field) ? field : null;

    private static string Plain(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' '))).ToLowerInvariant();
}
