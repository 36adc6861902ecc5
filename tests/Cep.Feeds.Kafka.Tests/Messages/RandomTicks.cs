using CsCheck;

namespace Cep.Feeds.Kafka.Tests;

/// <summary>Batches of drawn events, and what a batch holds as one text.</summary>
internal static class RandomTicks
{
    private static readonly Gen<string> Names = Gen.OneOf(
        Chosen("AIG", "BRK.B", "A", "ZVZZT", "LONGNAME12345678", "0123456789ABCDEFG", "Größe", "株式", "a\"b\\c", "x y"),
        Gen.String[Gen.Char.AlphaNumeric, 1, 30]);

    private static readonly Gen<EventTime> Times = Gen.OneOf(
        Gen.Long[1_380_000_000_000_000_000, 1_380_000_003_000_000_000], Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000]).Select(nanos => new EventTime(nanos));

    private static readonly Gen<double> Prices = Gen.OneOf(Gen.Double[-1000, 1000], Gen.Int[0, 100_000].Select(cents => cents / 100.0));
    private static readonly Gen<double> Sizes = Gen.OneOf(Gen.Int[0, 1_000_000].Select(size => (double)size), Gen.Double[0, 1e15]);
    private static readonly Gen<char> Exchanges = Chosen('\0', 'P', 'Q', 'Ω', '"');

    private static readonly Gen<IEvent> Trades = Gen.Select(Times, Names, Prices, Sizes, Gen.UInt, Exchanges, Gen.Bool,
        (time, name, price, size, conditions, exchange, suspicious) => (IEvent)new Trade(time, Symbol.Of(name), price, size, (TradeConditions)conditions, exchange, suspicious));

    private static readonly Gen<IEvent> Quotes = Gen.Select(Times, Names, Prices, Sizes, Prices, Sizes, Exchanges,
        (time, name, bid, bidSize, ask, askSize, exchange) => (IEvent)new Quote(time, Symbol.Of(name), bid, bidSize, ask, askSize, 7, exchange));

    private static readonly Gen<IEvent> Statuses = Gen.Select(Times, Names, Gen.Enum<TradingState>(), Exchanges,
        (time, name, state, exchange) => (IEvent)new MarketStatus(time, Symbol.Of(name), state, exchange));

    /// <summary>Lists of 1 to 40 events: of one kind, or mixed.</summary>
    public static readonly Gen<List<IEvent>> Lists = Gen.OneOf(
        Trades.List[1, 40], Quotes.List[1, 40], Statuses.List[1, 40], Gen.OneOf(Trades, Quotes, Statuses).List[1, 40]);

    private static Gen<T> Chosen<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static EventBatch BatchOf(IEnumerable<IEvent> events)
    {
        var batch = new EventBatch();
        foreach (var value in events)
        {
            if (value is Trade trade) batch.Add(trade, 0);
            else if (value is Quote quote) batch.Add(quote, 0);
            else batch.Add((MarketStatus)value, 0);
        }

        return batch;
    }

    /// <summary>The events of a batch in their order, and what it could not read, each as a line with its position.</summary>
    public static IReadOnlyList<string> LinesOf(EventBatch batch)
    {
        var lines = new SortedDictionary<long, string>();
        foreach (var column in batch.Columns)
        {
            for (var i = 0; i < column.Count; i++)
            {
                var row = column.Sequences[i];
                IEvent? value = column switch
                {
                    Column<Trade> trades => trades.Values[i],
                    Column<Quote> quotes => quotes.Values[i],
                    Column<MarketStatus> statuses => statuses.Values[i],
                    _ => null,
                };
                if (value is not null)
                {
                    Assert.Equal(value.Time.Nanos, column.Times[i]);
                    Assert.Equal(value.Symbol.Id, column.Keys[i]);
                }

                lines.Add(row, $"{batch.Positions.Of((int)row)}: {value?.ToString() ?? $"heartbeat {new EventTime(column.Times[i])}"}");
            }
        }

        return [.. lines.Values, .. batch.DeadLetters.Select(letter => $"{letter.Letter.Source} {letter.Letter.Position}: {letter.Letter.Message} | {letter.Letter.Raw}")];
    }
}
