using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Which kinds of ticks a batch holds; the writer of a file wants to know before the first row.</summary>
internal static class KindsOfEvents
{
    public static TickKinds In(EventBatch batch)
    {
        var kinds = TickKinds.None;
        if (batch.Of<Trade>().Count > 0) kinds |= TickKinds.Trades;
        if (batch.Of<Quote>().Count > 0) kinds |= TickKinds.Quotes;
        if (batch.Of<MarketStatus>().Count > 0) kinds |= TickKinds.Statuses;
        return kinds;
    }
}
