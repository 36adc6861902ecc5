namespace Cep.Semantics.Queries;

/// <summary>A trade's price and the ask before it.</summary>
public readonly record struct PriceAndAsk(double Price, double Ask);

[Rule("ask-at-trade")]
public sealed class AskAtTrade : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOf(quotes, TimeSpan.FromSeconds(1), (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice));
}
