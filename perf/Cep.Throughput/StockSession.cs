namespace Cep.Throughput;

/// <summary>An order of a stock in a session that is one stream: its key is the session, or the volume.</summary>
/// <param name="Time">When.</param>
/// <param name="Symbol">What the stream is split by.</param>
/// <param name="Stock">The number of the stock, 0 to 9.</param>
/// <param name="IsSell">A sale, else a purchase.</param>
/// <param name="Price">The price.</param>
/// <param name="Volume">How many shares, in hundreds up to a thousand.</param>
public readonly record struct StockOrder(EventTime Time, Symbol Symbol, int Stock, bool IsSell, double Price, int Volume) : IEvent;

/// <summary>
/// A seeded session of the shape that the CORE paper (PVLDB 2022) measures with: purchases and sales of ten stocks in one
/// stream, with price and volume, 224,473 of them unless told otherwise. Orders come in bursts, as in a market that reacts.
/// </summary>
public static class StockSession
{
    /// <summary>How many stocks trade.</summary>
    public const int Stocks = 10;

    /// <summary>How many orders a session has.</summary>
    public const int Orders = 224_473;

    private const long StartNanos = 1_636_381_800_000_000_000; // 2021-11-08T14:30:00Z
    private const double SessionNanos = 6.5 * 3600e9;
    private const int BurstOrders = 400;

    /// <summary>A tape of orders, all of one key, or split by volume.</summary>
    public static Tape<StockOrder> Tape(int orders, bool byVolume)
    {
        var chance = new Chance(224_473);
        var whole = Symbol.Of("SESSION");
        Symbol[] volumes = [.. Enumerable.Range(0, 11).Select(static hundreds => Symbol.Of($"V{hundreds * 100:D4}"))];
        var prices = Enumerable.Range(0, Stocks).Select(static stock => 20.0 + 15 * stock).ToArray();
        var tape = new Tape<StockOrder>();
        var (time, pace) = (0.0, 1.0);
        for (var i = 0; i < orders; i++)
        {
            // A session is nine parts of ten calm and one part of bursts, five times as fast.
            if (i % BurstOrders == 0) pace = chance.Next() < 0.3 ? 0.2 : 1.35;
            time += -Math.Log(1 - chance.Next()) * pace * SessionNanos / Orders;
            var stock = (int)(chance.Next() * Stocks);
            prices[stock] = Math.Round(prices[stock] * (1 + (chance.Next() - 0.5) * 0.001), 2);
            var volume = 100 * (1 + (int)(chance.Next() * 10));
            tape.Add(new StockOrder(
                new EventTime(StartNanos + (long)time), byVolume ? volumes[volume / 100] : whole, stock, chance.Next() < 0.5, prices[stock], volume));
        }

        return tape;
    }
}
