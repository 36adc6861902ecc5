namespace Cep.Feeds.Kafka;

/// <summary>What an entry of a message is.</summary>
internal enum TickKind : byte
{
    /// <summary>Not said.</summary>
    None,

    Trade,

    Quote,

    Status,

    Heartbeat,

    /// <summary>Said, and none of these.</summary>
    Bad,
}

/// <summary>The names of the kinds.</summary>
internal static class TickKindNames
{
    public static TickKind Of(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("trade"u8) ? TickKind.Trade
        : text.SequenceEqual("quote"u8) ? TickKind.Quote
        : text.SequenceEqual("status"u8) ? TickKind.Status
        : text.SequenceEqual("heartbeat"u8) ? TickKind.Heartbeat
        : TickKind.Bad;

    /// <summary>What an entry is that does not say so: what its fields make.</summary>
    public static TickKind Of(uint fields) =>
        Has(fields, TickField.Price) && Has(fields, TickField.Size) ? TickKind.Trade
        : Has(fields, TickField.BidPrice) || Has(fields, TickField.AskPrice) ? TickKind.Quote
        : Has(fields, TickField.State) ? TickKind.Status
        : TickKind.None;

    private static bool Has(uint fields, TickField field) => (fields & (1u << (int)field)) != 0;
}
