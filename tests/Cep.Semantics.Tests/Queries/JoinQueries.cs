namespace Cep.Semantics.Queries;

/// <summary>A trade's price and the ask that it is joined with.</summary>
public readonly record struct PriceAndAsk(double Price, double Ask);

/// <summary>A trade's price and the ask that it is joined with, if there is one.</summary>
public readonly record struct PriceAndAskIfAny(double Price, double? Ask);

[Rule("ask-at-trade")]
public sealed class AskAtTrade : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOf(quotes, TimeSpan.FromSeconds(1), (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice));
}

[Rule("ask-however-old")]
public sealed class AskHoweverOld : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOf(quotes, (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice));
}

[Rule("ask-after-trade")]
public sealed class AskAfterTrade : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOf(quotes, TimeSpan.FromSeconds(2), (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice), AsOfDirection.Forward);
}

[Rule("ask-nearest")]
public sealed class AskNearest : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOf(quotes, TimeSpan.FromSeconds(2), (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice), AsOfDirection.Nearest);
}

[Rule("ask-if-any")]
public sealed class AskIfAny : Rule<Trade, Quote, PriceAndAskIfAny>
{
    public override IObservable<PriceAndAskIfAny> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.AsOfOrDefault(quotes, TimeSpan.FromSeconds(1), (trade, quote) => new PriceAndAskIfAny(trade.Price, quote?.AskPrice));
}

[Rule("near-pairs")]
public sealed class NearPairs : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
        trades.IntervalJoin(quotes, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), (trade, quote) => new PriceAndAsk(trade.Price, quote.AskPrice));
}

[Rule("with-row")]
public sealed class WithRow : Rule<Trade, Quote, PriceAndAsk>
{
    public override IObservable<PriceAndAsk> Query(EventStream<Trade> trades, EventStream<Quote> rows) =>
        trades.WithReference(rows, (trade, row) => new PriceAndAsk(trade.Price, row.AskPrice));
}

[Rule("in-euros")]
public sealed class InEuros : Rule<Trade, Number>
{
    private static readonly TimedTable<string, double> Rates = new(
    [
        ("EUR", EventTime.Parse("2013-10-07T09:30:00Z"), 0.5),
        ("EUR", EventTime.Parse("2013-10-07T10:00:00Z"), 0.25),
    ]);

    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Select(trade => new Number(trade.Price * Rates["EUR", trade.Time]));
}
