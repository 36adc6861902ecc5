namespace Cep.Semantics.Queries;

[Rule("day-volume")]
public sealed class DayVolume : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.TradingDays(TradingCalendar.UsEquity).Sum(trade => trade.Size);
}

[Rule("opening-volume")]
public sealed class OpeningVolume : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.TimeOfDay(TradingCalendar.UsEquity, DayRange.Opening(TimeSpan.FromMinutes(30))).Sum(trade => trade.Size);
}

[Rule("closing-auction")]
public sealed class ClosingAuction : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.TimeOfDay(TradingCalendar.UsEquity, DayRange.ClosingAuction(TimeSpan.FromMinutes(5))).Sum(trade => trade.Size);
}

[Rule("volume-in-trading-time")]
public sealed class VolumeInTradingTime : Rule<Trade, MarketStatus, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.TumblingTradingTime(TimeSpan.FromMinutes(5), statuses, TradingCalendar.UsEquity).Sum(trade => trade.Size);
}

[Rule("traded-between")]
public sealed class TradedBetween : Rule<Trade, MarketStatus, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.WithTradingTime(statuses, TradingCalendar.UsEquity).Pairwise((before, now) => new Number((now.At - before.At).TotalSeconds));
}

[Rule("silent-while-trading")]
public sealed class SilentWhileTrading : Rule<Trade, MarketStatus, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.AbsentTradingTime(TimeSpan.FromMinutes(5), statuses, TradingCalendar.UsEquity)
            .Select(silence => new Number(silence.Last.Price));
}

[Rule("answered-while-trading")]
public sealed class AnsweredWhileTrading : Rule<Trade, MarketStatus, Answered>
{
    public override IObservable<Answered> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.TimeoutTradingTime(
                TimeSpan.FromMinutes(5), statuses, TradingCalendar.UsEquity,
                from: trade => trade.Price > 0, until: (asked, said) => said.Price == -asked.Price)
            .Select(wait => new Answered(wait.Event.Price, wait.IsTimedOut, wait.Waited.TotalSeconds));
}
