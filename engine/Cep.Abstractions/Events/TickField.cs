namespace Cep;

/// <summary>What a trade, a quote or a market status is made of: the columns of tick files and the fields of messages.</summary>
public enum TickField
{
    /// <summary>Which event it is: trade, quote, status or heartbeat.</summary>
    Kind,

    /// <summary>When it happened.</summary>
    Time,

    /// <summary>The instrument.</summary>
    Symbol,

    /// <summary>Of a trade.</summary>
    Price,

    /// <summary>Of a trade.</summary>
    Size,

    /// <summary>Of a quote.</summary>
    BidPrice,

    /// <summary>Of a quote.</summary>
    BidSize,

    /// <summary>Of a quote.</summary>
    AskPrice,

    /// <summary>Of a quote.</summary>
    AskSize,

    /// <summary>Of a market status.</summary>
    State,

    /// <summary>Of a trade or a quote, as flags.</summary>
    Conditions,

    /// <summary>The code of the venue.</summary>
    Exchange,

    /// <summary>The source marks it as doubtful.</summary>
    Suspicious,

    /// <summary>None of these: of a later version, or somebody else's. It is passed over.</summary>
    Other,
}
