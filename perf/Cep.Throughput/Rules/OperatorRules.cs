using System.Reactive.Linq;

namespace Cep.Throughput;

/// <summary>A filter before a window: one-minute closes of prints of a round lot and more.</summary>
[Rule("throughput-where-tumbling")]
public sealed class WhereTumblingRule : Rule<Trade, double>
{
    internal const double RoundLot = 100;
    internal const double Limit = 345;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Where(static trade => trade.Size >= RoundLot)
        .Tumbling(TimeSpan.FromMinutes(1))
        .Last(static trade => trade.Price)
        .Where(static window => window.Value > Limit)
        .Select(static window => window.Value);
}

/// <summary>A scan over each event: the smoothed price and whether the price left it.</summary>
[Rule("throughput-scan")]
public sealed class ScanRule : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Scan(default(PriceMove), static (state, trade) => state.Next(trade.Price))
        .Where(static state => state.IsJump)
        .Select(static state => state.Price);
}

/// <summary>What <see cref="ScanRule"/> keeps of a symbol.</summary>
public readonly record struct PriceMove(double Average, double Price)
{
    /// <summary>The price is far above its average.</summary>
    public bool IsJump => Average > 0 && Price > Average * 1.8;

    /// <summary>The state after a further price.</summary>
    public PriceMove Next(double price) => new(Average == 0 ? price : Average * 0.9 + price * 0.1, price);
}

/// <summary>A foreign operator of Rx on each event: the engine keeps one pipeline for each symbol.</summary>
[Rule("throughput-foreign")]
public sealed class ForeignRule : Rule<Trade, double>
{
    internal const double Jump = 1.3;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Buffer(2, 1)
        .Where(static pair => pair.Count == 2 && pair[1].Price > pair[0].Price * Jump)
        .Select(static pair => pair[1].Price);
}

/// <summary>Each trade with the latest quote: trades far through the ask.</summary>
[Rule("throughput-as-of")]
public sealed class AsOfRule(TimeSpan within) : Rule<Trade, Quote, double>
{
    internal const double Through = 1.009;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> first, EventStream<Quote> second) => first
        .AsOf(second, within, static (trade, quote) => (trade.Price, Ask: quote.AskPrice))
        .Where(static pair => pair.Price > pair.Ask * Through)
        .Select(static pair => pair.Price - pair.Ask);
}

/// <summary>One-minute bars: those whose range is wide.</summary>
[Rule("throughput-bars")]
public sealed class BarsRule : Rule<Trade, double>
{
    internal const double Range = 0.03;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Tumbling(TimeSpan.FromMinutes(1))
        .Bars()
        .Where(static bar => bar.High - bar.Low > bar.Open * Range)
        .Select(static bar => bar.Vwap + bar.Close);
}
