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

[Rule("turn-while-trading")]
public sealed class TurnWhileTrading : Rule<Trade, MarketStatus, Number>
{
    private static readonly TradingTime Trading = new(TradingCalendar.UsEquity);

    public override IObservable<Number> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromMinutes(5), Trading).NoSkip(EventUse.Shared), statuses).Select(m => new Number(m.High.Last.Price));
}

[Rule("half-turn-while-trading")]
public sealed class HalfTurnWhileTrading : Rule<Trade, MarketStatus, Reached>
{
    private static readonly TradingTime Trading = new(TradingCalendar.UsEquity);

    public override IObservable<Reached> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, trade => trade.Price > 10).Times(2)
            .WithinPrevious(TimeSpan.FromMinutes(5), Trading).SkipPastLast(), statuses).TimedOut(late => new Reached(late.Reached));
}

[Rule("no-recovery-while-trading")]
public sealed class NoRecoveryWhileTrading : Rule<Trade, MarketStatus, Number>
{
    private static readonly TradingTime Trading = new(TradingCalendar.UsEquity);

    public override IObservable<Number> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .NotFollowedBy(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromMinutes(5), Trading).NoSkip(EventUse.Shared), statuses).Select(m => new Number(m.Low.Last.Price));
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
