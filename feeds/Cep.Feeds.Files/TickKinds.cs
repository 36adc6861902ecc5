namespace Cep.Feeds.Files;

/// <summary>Which types of events a tick file holds.</summary>
[Flags]
public enum TickKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><see cref="Trade"/> events.</summary>
    Trades = 1,

    /// <summary><see cref="Quote"/> events.</summary>
    Quotes = 2,

    /// <summary><see cref="MarketStatus"/> events.</summary>
    Statuses = 4,
}
