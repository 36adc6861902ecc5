using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class CalendarDeterminismTests
{
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;

    [Fact]
    public void Calendar_windows_and_trading_time_are_the_same_for_any_shards_and_batches() =>
        Gen.Select(Gen.Select(Gen.Int[0, 6], Gen.Int[0, 90_000], Gen.Int[0, 9]).Array[0, 80], Gen.Int[2, 4], Gen.Int[1, 70]).Sample((raw, shards, batchSize) =>
        {
            var events = raw.OrderBy(x => x.Item2).Select((x, i) => x.Item3 switch
            {
                0 => (IEvent)new MarketStatus(At(x.Item2), Symbol.Of($"S{x.Item1}"), TradingState.Halted),
                1 => new MarketStatus(At(x.Item2), Symbol.Of($"S{x.Item1}"), TradingState.Open),
                _ => Trade($"S{x.Item1}", x.Item2, i),
            }).ToArray();
            Assert.Equal(Run(1, 1024, events), Run(shards, batchSize, events));
        }, iter: 60);

    private static string Run(int shards, int batchSize, IReadOnlyList<IEvent> events) =>
        RunResult.Of([new OfDays(), new OfTradingTime(), new OfSilences(), new OfWaits()], new EngineOptions { Shards = shards, BatchSize = batchSize }, new ListFeed("f", events)).Text;

    [Rule("of-days")]
    private sealed class OfDays : Rule<Trade, Bar>
    {
        public override IObservable<Bar> Query(EventStream<Trade> trades) => trades.TradingDays(Calendar).Bars(t => t.Price, t => t.Size);
    }

    [Rule("of-trading-time")]
    private sealed class OfTradingTime : Rule<Trade, MarketStatus, Windowed<double>>
    {
        public override IObservable<Windowed<double>> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
            trades.TumblingTradingTime(TimeSpan.FromMinutes(30), statuses, Calendar).Sum(trade => trade.Size);
    }

    [Rule("of-silences")]
    private sealed class OfSilences : Rule<Trade, MarketStatus, Absence<Trade>>
    {
        public override IObservable<Absence<Trade>> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
            trades.AbsentTradingTime(TimeSpan.FromMinutes(40), statuses, Calendar);
    }

    [Rule("of-waits")]
    private sealed class OfWaits : Rule<Trade, MarketStatus, Awaited<Trade>>
    {
        public override IObservable<Awaited<Trade>> Query(EventStream<Trade> trades, EventStream<MarketStatus> statuses) =>
            trades.TimeoutTradingTime(TimeSpan.FromHours(2), statuses, Calendar, until: (asked, said) => (long)said.Price % 3 == (long)asked.Price % 3);
    }
}
