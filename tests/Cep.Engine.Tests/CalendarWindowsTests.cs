using CsCheck;

namespace Cep.Tests;

public sealed class CalendarWindowsTests
{
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    [Fact]
    public void A_trading_day_holds_its_opening_but_not_its_close() =>
        Assert.Equal(
            ["2013-10-07T20:00 A 13:30 2"],
            Run(
                trades => trades.TradingDays(Calendar),
                Trade("A", "2013-10-07T13:29:59.999999999Z"),
                Trade("A", "2013-10-07T13:30Z"),
                Trade("A", "2013-10-07T19:59:59.999999999Z"),
                Trade("A", "2013-10-07T20:00Z")));

    [Fact]
    public void A_half_day_closes_its_window_early_and_clocks_that_change_move_the_next() =>
        Assert.Equal(
            ["2013-11-01T20:00 A 13:30 1", "2013-11-04T21:00 A 14:30 1", "2013-11-29T18:00 A 14:30 1", "2013-12-02T21:00 A 14:30 1"],
            Run(
                trades => trades.TradingDays(Calendar),
                Trade("A", "2013-11-01T15:00Z"),
                Trade("A", "2013-11-04T20:30Z"),
                Trade("A", "2013-11-28T15:00Z"), // Thanksgiving: of no window.
                Trade("A", "2013-11-29T17:59Z"),
                Trade("A", "2013-11-29T18:00Z"), // The postmarket of the half day: of no window.
                Trade("A", "2013-12-02T15:00Z")));

    [Fact]
    public void Phases_that_follow_one_another_make_one_window() =>
        Assert.Equal(
            ["2013-10-08T00:00 A 08:00 3"],
            Run(trades => trades.TradingDays(Calendar, TradingPhases.All), Trade("A", "2013-10-07T08:00Z"), Trade("A", "2013-10-07T15:00Z"), Trade("A", "2013-10-07T23:59Z")));

    [Fact]
    public void Phases_with_a_gap_are_refused()
    {
        var fault = Assert.Throws<RuleException>(() => Run(trades => trades.TradingDays(Calendar, TradingPhases.Premarket | TradingPhases.Postmarket)));
        Assert.Contains("'Premarket, Postmarket' is no run of phases", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_opening_half_hour_and_the_closing_half_hour_follow_the_hours_of_the_day()
    {
        IEvent[] trades =
        [
            Trade("A", "2013-11-27T14:30Z"), Trade("A", "2013-11-27T14:59:59Z"), Trade("A", "2013-11-27T15:00Z"), Trade("A", "2013-11-27T20:30Z"),
            Trade("A", "2013-11-29T14:45Z"), Trade("A", "2013-11-29T17:30Z"), Trade("A", "2013-11-29T20:30Z"),
        ];
        Assert.Equal(["2013-11-27T15:00 A 14:30 2", "2013-11-29T15:00 A 14:30 1"], Run(t => t.TimeOfDay(Calendar, DayRange.Opening(HalfHour)), trades));
        Assert.Equal(["2013-11-27T21:00 A 20:30 1", "2013-11-29T18:00 A 17:30 1"], Run(t => t.TimeOfDay(Calendar, DayRange.Closing(HalfHour)), trades));
    }

    [Fact]
    public void The_closing_auction_begins_with_the_close() =>
        Assert.Equal(
            ["2013-10-07T20:05 A 20:00 2"],
            Run(
                trades => trades.TimeOfDay(Calendar, DayRange.ClosingAuction(TimeSpan.FromMinutes(5))),
                Trade("A", "2013-10-07T19:59:59.999Z"), Trade("A", "2013-10-07T20:00Z"), Trade("A", "2013-10-07T20:04:59Z"), Trade("A", "2013-10-07T20:05Z")));

    [Fact]
    public void A_time_on_the_clock_is_that_of_the_market_and_is_cut_to_the_trading_day() =>
        Assert.Equal(
            ["2013-11-01T23:00 A 18:00 1", "2013-11-05T00:00 A 19:00 1", "2013-11-29T22:00 A 19:00 1"],
            Run(
                trades => trades.TimeOfDay(Calendar, DayTime.At(14, 0), DayTime.At(19, 0)),
                Trade("A", "2013-11-01T18:00Z"), Trade("A", "2013-11-04T19:00Z"), Trade("A", "2013-11-29T21:59Z"), Trade("A", "2013-11-29T22:00Z")));

    [Fact]
    public void A_day_that_has_nothing_of_the_range_has_no_window() =>
        Assert.Equal(
            ["2013-12-03T00:00 A 22:30 1"],
            Run(trades => trades.TimeOfDay(Calendar, DayTime.At(17, 30), DayTime.At(19, 0)), Trade("A", "2013-11-29T22:40Z"), Trade("A", "2013-12-02T22:40Z")));

    [Fact]
    public void An_event_outside_the_calendar_is_a_dead_letter_and_the_others_go_on()
    {
        var result = RunResult.Of(
            [new TestRule<Trade, Windowed<long>>(trades => trades.TradingDays(Calendar).Count())],
            new EngineOptions(),
            new ListFeed("f", Trade("A", "1997-12-31T15:00Z"), Trade("A", "2028-12-29T15:00Z"), Trade("A", "2028-12-30T15:00Z"), Trade("A", "2029-01-02T15:00Z")));
        Assert.StartsWith("2028-12-29T21:00", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal([0, 3], result.Letters.Select(letter => letter.Position));
        Assert.All(result.Letters, letter => Assert.Contains("knows 1998-01-01 to 2028-12-31", letter.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_agree_with_asking_for_the_phase_of_each_event() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 12 * 24 * 4]).Array[0, 60], Gen.Int[1, 70]).Sample((raw, batchSize) =>
        {
            var start = EventTime.Parse("2013-11-25T00:00Z");
            var trades = raw.OrderBy(x => x.Item2).Select(x => new Trade(start + TimeSpan.FromMinutes(x.Item2 * 15), Symbol.Of($"S{x.Item1}"), 1, 1)).ToArray();
            var expected = trades
                .Where(trade => Calendar.PhaseAt(trade.Time) == TradingPhases.Regular)
                .GroupBy(trade => (Calendar.DayOf(trade.Time)!.Value, trade.Symbol.Name))
                .OrderBy(day => day.Key.Value.Close).ThenBy(day => day.Key.Name, StringComparer.Ordinal)
                .Select(day => Line(day.Key.Value.Close, day.Key.Name, day.Key.Value.Open, day.Count()));
            Assert.Equal(expected, Run(t => t.TradingDays(Calendar), batchSize, [.. trades.Cast<IEvent>()]));
        }, iter: 300);

    private static List<string> Run(Func<EventStream<Trade>, CalendarWindows<Trade>> windows, params IReadOnlyList<IEvent> trades) => Run(windows, 1024, trades);

    private static List<string> Run(Func<EventStream<Trade>, CalendarWindows<Trade>> windows, int batchSize, IReadOnlyList<IEvent> trades)
    {
        var sink = new WindowSink();
        new Engine([new TestRule<Trade, Windowed<long>>(t => windows(t).Count())], new EngineOptions { BatchSize = batchSize })
            .Run([new ListFeed("f", trades)], new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        return sink.Lines;
    }

    private static string Line(EventTime end, string key, EventTime start, long count) => $"{end.ToUtc():yyyy-MM-ddTHH:mm} {key} {start.ToUtc():HH:mm} {count}";

    private static Trade Trade(string symbol, string time) => new(EventTime.Parse(time), Symbol.Of(symbol), 1, 1);

    private sealed class WindowSink : ISink
    {
        public List<string> Lines { get; } = [];

        public void Write(in DerivedEvent derived)
        {
            var window = derived.PayloadAs<Windowed<long>>();
            Assert.Equal(derived.Time, window.End);
            Lines.Add(Line(window.End, derived.Key, window.Start, window.Value));
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
