using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TradingSeconds;

namespace Cep.Tests;

/// <summary>Absence and timeouts in trading time. Seconds count from Monday's opening; the close is at 23,400, Tuesday's opening at 86,400.</summary>
public sealed class TradingTimersTests
{
    private const int End = 90_000;
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;

    //  a at 60 │ halt 120 ─ 720 │ due at 360 + 600
    [Fact]
    public void Five_minutes_over_a_halt_of_ten_are_due_ten_minutes_later() =>
        Assert.Equal(
            ["360 B 60", "960 A 60"],
            Absences(300, Trade("A", 60, 1), Trade("B", 60, 1), Status("A", 120, TradingState.Halted), Status("A", 720, TradingState.Open)));

    [Theory]
    [InlineData("2013-10-07T19:58:00Z", "2013-10-08T13:33:00Z")] // 2 minutes to the close, 3 from the opening.
    [InlineData("2013-10-07T19:55:00Z", "2013-10-07T20:00:00Z")] // Just at the close.
    [InlineData("2013-11-01T19:58:00Z", "2013-11-04T14:33:00Z")] // Over the weekend on which clocks go back.
    [InlineData("2013-03-08T20:58:00Z", "2013-03-11T13:33:00Z")] // And forward.
    [InlineData("2013-11-27T20:58:00Z", "2013-11-29T14:33:00Z")] // Over Thanksgiving.
    [InlineData("2013-11-29T17:58:00Z", "2013-12-02T14:33:00Z")] // From a half day.
    [InlineData("2013-10-07T12:00:00Z", "2013-10-07T13:35:00Z")] // From the premarket.
    [InlineData("2013-10-07T22:00:00Z", "2013-10-08T13:35:00Z")] // From the postmarket.
    public void Five_minutes_over_closed_hours_go_on_with_the_next_trading_day(string last, string due)
    {
        var result = Run(1024, [new Trade(EventTime.Parse(last), Symbol.Of("A"), 1, 1)], (trades, statuses) => trades.AbsentTradingTime(TimeSpan.FromMinutes(5), statuses, Calendar));
        Assert.Equal(EventTime.Parse(due), EventTime.Parse(Assert.Single(result.Lines).Split(' ')[0]));
    }

    [Theory]
    [InlineData(TradingState.Halted)]
    [InlineData(TradingState.LuldPause)]
    [InlineData(TradingState.Auction)]
    public void Halts_pauses_and_auctions_put_a_deadline_off_until_trading_is_open(TradingState state) =>
        Assert.Equal(["110 A 0"], Absences(10, Trade("A", 0, 1), Status("A", 5, state), Status("A", 50, TradingState.PreOpen), Status("A", 105, TradingState.Open)));

    [Fact]
    public void A_status_of_one_venue_or_another_symbol_puts_nothing_off() =>
        Assert.Equal(["10 A 0"], Absences(10, Trade("A", 0, 1), Status("A", 5, TradingState.Halted) with { Exchange = 'N' }, Status("B", 6, TradingState.Halted)));

    [Fact]
    public void A_halt_at_the_deadline_comes_too_late_and_one_before_it_in_time()
    {
        Assert.Equal(["10 A 0"], Absences(10, Trade("A", 0, 1), Status("A", 10, TradingState.Halted), Status("A", 20, TradingState.Open)));
        Assert.Equal(["21 A 0"], Absences(10, Trade("A", 0, 1), Status("A", 9, TradingState.Halted), Status("A", 20, TradingState.Open)));
    }

    [Fact]
    public void Several_halts_in_one_wait_add_up() =>
        Assert.Equal(
            ["40 A 0"],
            Absences(
                10, Trade("A", 0, 1), Status("A", 2, TradingState.Halted), Status("A", 12, TradingState.Open),
                Status("A", 15, TradingState.LuldPause), Status("A", 35, TradingState.Open)));

    [Fact]
    public void A_halt_that_lasts_over_the_night_waits_for_the_morning() =>
        Assert.Equal(["86505 A 23395"], Absences(10, Trade("A", 23_395, 1), Status("A", 23_400, TradingState.Halted), Status("A", 86_500, TradingState.Open)));

    [Fact]
    public void An_event_during_a_halt_begins_to_wait_when_it_is_over() =>
        Assert.Equal(["30 A 15"], Absences(10, Status("A", 5, TradingState.Halted), Trade("A", 10, 1), Trade("A", 15, 1), Status("A", 20, TradingState.Open)));

    [Fact]
    public void Of_a_symbol_that_is_halted_when_the_input_ends_nothing_is_noticed() =>
        Assert.Equal(["10 B 0"], Absences(10, Trade("A", 0, 1), Trade("B", 0, 1), Status("A", 5, TradingState.Halted)));

    [Fact]
    public void An_event_outside_the_calendar_is_a_dead_letter_and_arms_nothing()
    {
        var result = Run(1024, [new Trade(EventTime.Parse("1997-12-31T15:00Z"), Symbol.Of("A"), 1, 1)], (trades, statuses) => trades.AbsentTradingTime(TimeSpan.FromMinutes(5), statuses, Calendar));
        Assert.Empty(result.Lines);
        Assert.Contains("use a calendar whose file covers it", Assert.Single(result.Letters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Durations_out_of_bounds_are_refused()
    {
        Assert.Throws<RuleException>(() => Absences(0));
        Assert.Throws<RuleException>(() => Run(1, [], (trades, statuses) => trades.TimeoutTradingTime(TimeSpan.MaxValue, statuses, Calendar)));
    }

    //  2 waits from 0 and has 2 s left when the halt is over; 3 waits from 5, for 3 s before the halt and 4 s after it
    [Fact]
    public void A_wait_over_a_halt_is_answered_or_times_out_in_trading_time() =>
        Assert.Equal(
            ["110 A 2 late 10", "112 A 3:-3 7"],
            Timeouts(
                10, Trade("A", 0, 2), Trade("A", 5, 3), Status("A", 8, TradingState.Halted), Status("A", 108, TradingState.Open), Trade("A", 112, -3)));

    [Fact]
    public void Waits_of_one_moment_of_trading_end_in_the_order_in_which_they_began() =>
        Assert.Equal(
            ["30 A 1 late 10", "30 A 2 late 10", "30 A 3 late 10"],
            Timeouts(10, Status("A", 0, TradingState.Halted), Trade("A", 1, 1), Trade("A", 2, 2), Status("A", 20, TradingState.Open), Trade("A", 20, 3)));

    [Fact]
    public void Absences_agree_with_walking_through_the_seconds() =>
        Gen.Select(Streams, Gen.Int[1, 40], Gen.Int[1, 40]).Sample((events, seconds, batchSize) =>
        {
            var trades = events.OfType<Trade>().ToArray();
            var expected =
                from x in trades.Select((trade, i) => (trade, i))
                let since = Second(x.trade.Time)
                let due = DueAt(events, x.trade.Symbol, since, seconds, End)
                let next = trades.Skip(x.i + 1).FirstOrDefault(t => t.Symbol == x.trade.Symbol)
                where due is not null && (next == default || Second(next.Time) >= due)
                orderby due, x.trade.Symbol.Name, x.i
                select $"{due} {x.trade.Symbol.Name} {since}";
            Assert.Equal(expected, Lines(Run(batchSize, events, (trades, statuses) => SinceOf(trades, statuses, seconds))));
        }, iter: 200);

    [Fact]
    public void Timeouts_agree_with_walking_through_the_seconds() =>
        Gen.Select(Streams, Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 3]).Sample((events, seconds, batchSize, step) =>
        {
            var trades = events.OfType<Trade>().Select((trade, i) => (trade, i)).ToArray();
            var expected =
                from x in trades
                let due = DueAt(events, x.trade.Symbol, Second(x.trade.Time), seconds, End)
                let answer = trades.FirstOrDefault(y => y.i > x.i && y.trade.Symbol == x.trade.Symbol && (y.trade.Price - x.trade.Price) % step == 0)
                let isAnswered = answer.trade != default && (due is null || Second(answer.trade.Time) < due)
                where isAnswered || due is not null
                let end = isAnswered ? Second(answer.trade.Time) : due
                orderby end, x.trade.Symbol.Name, isAnswered ? answer.i : -1, x.i
                let waited = isAnswered ? Count(events, x.trade.Symbol, Second(x.trade.Time), Second(answer.trade.Time)) : seconds
                select isAnswered ? $"{end} {x.trade.Symbol.Name} {x.trade.Price}:{answer.trade.Price} {waited}" : $"{end} {x.trade.Symbol.Name} {x.trade.Price} late {waited}";
            Assert.Equal(expected, Lines(Run(batchSize, events, (trades, statuses) => Waits(trades, statuses, seconds, (asked, said) => (said.Price - asked.Price) % step == 0))));
        }, iter: 200);

    /// <summary>Two symbols around the night from Monday to Tuesday, with statuses of all kinds among their trades.</summary>
    private static readonly Gen<IEvent[]> Streams = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 160], Gen.Int[0, 10]).Array[0, 30].Select(raw =>
    {
        TradingState[] states = [TradingState.Halted, TradingState.LuldPause, TradingState.Auction, TradingState.Closed, TradingState.Open, TradingState.Open];
        return raw.OrderBy(x => x.Item2)
            .Select((x, i) => x.Item3 < states.Length ? (IEvent)Status($"S{x.Item1}", Moved(x.Item2), states[x.Item3]) : Trade($"S{x.Item1}", Moved(x.Item2), i))
            .ToArray();
    });

    private static int Second(EventTime time) => (int)(time - Start).TotalSeconds;

    private static IEnumerable<string> Absences(int seconds, params IReadOnlyList<IEvent> events) =>
        Lines(Run(1024, events, (trades, statuses) => SinceOf(trades, statuses, seconds)));

    private static IEnumerable<string> Timeouts(int seconds, params IReadOnlyList<IEvent> events) =>
        Lines(Run(1024, events, (trades, statuses) => Waits(trades, statuses, seconds, (asked, said) => said.Price == -asked.Price)));

    private static EventStream<string> SinceOf(EventStream<Trade> trades, EventStream<MarketStatus> statuses, int seconds) =>
        trades.AbsentTradingTime(TimeSpan.FromSeconds(seconds), statuses, Calendar).Select(absence => $"{Second(absence.Since)}");

    private static EventStream<string> Waits(EventStream<Trade> trades, EventStream<MarketStatus> statuses, int seconds, Func<Trade, Trade, bool> until) =>
        trades.TimeoutTradingTime(TimeSpan.FromSeconds(seconds), statuses, Calendar, from: trade => trade.Price >= 0, until: until)
            .Select(wait => $"{wait.Event.Price}{(wait.IsTimedOut ? " late" : $":{wait.Answer.Price}")} {wait.Waited.TotalSeconds}");

    /// <summary>Second, symbol and payload.</summary>
    private static IEnumerable<string> Lines(RunResult result) =>
        result.Lines.Select(line => line.Split(' ')).Select(words => $"{Second(EventTime.Parse(words[0]))} {words[2]} {string.Join(' ', words[6..]).Trim('"')}");

    private static RunResult Run<T>(int batchSize, IReadOnlyList<IEvent> events, Func<EventStream<Trade>, EventStream<MarketStatus>, IObservable<T>> query) =>
        RunResult.Of([new TestRule<Trade, MarketStatus, T>(query)], new EngineOptions { BatchSize = batchSize }, new ListFeed("f", events));
}
