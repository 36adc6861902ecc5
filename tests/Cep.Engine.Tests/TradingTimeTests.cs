using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TradingSeconds;

namespace Cep.Tests;

public sealed class TradingTimeTests
{
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;
    private static readonly TradingTime Time = new(Calendar);

    [Theory]
    [InlineData("2013-10-07T14:00Z", "2013-10-07T14:05Z", "00:05:00")]
    [InlineData("2013-10-07T13:00Z", "2013-10-07T13:35Z", "00:05:00")] // The premarket does not count.
    [InlineData("2013-10-07T19:55Z", "2013-10-08T13:35Z", "00:10:00")] // Nor does the night.
    [InlineData("2013-11-01T19:50Z", "2013-11-04T14:40Z", "00:20:00")] // Nor the weekend on which clocks change.
    [InlineData("2013-11-27T20:00Z", "2013-12-02T15:30Z", "05:30:00")] // 1 h, no Thanksgiving, 3.5 h of half day, 1 h.
    [InlineData("2013-10-05T00:00Z", "2013-10-06T23:00Z", "00:00:00")]
    public void Between_two_times_only_trading_counts(string earlier, string later, string traded) =>
        Assert.Equal(TimeSpan.Parse(traded), Time.Between(EventTime.Parse(earlier), EventTime.Parse(later)));

    [Fact]
    public void Extended_hours_count_where_they_are_asked_for() =>
        Assert.Equal(
            TimeSpan.FromHours(16),
            new TradingTime(Calendar, TradingPhases.All).Between(EventTime.Parse("2013-10-07T00:00Z"), EventTime.Parse("2013-10-08T07:00Z")));

    [Theory]
    [InlineData("2013-10-07T19:58Z", "00:02:00", "2013-10-07T20:00Z")] // The end of the day is its close, not the next opening.
    [InlineData("2013-10-07T19:58Z", "00:02:00.0000001", "2013-10-08T13:30:00.000000100Z")]
    [InlineData("2013-11-29T17:58Z", "00:05:00", "2013-12-02T14:33Z")]
    public void The_time_at_which_so_much_will_be_traded_is_found_over_closed_hours(string from, string after, string due) =>
        Assert.Equal(EventTime.Parse(due), Time.TimeOf(Time.At(EventTime.Parse(from)) + TimeSpan.Parse(after)));

    [Fact]
    public void The_first_moment_is_the_first_opening_and_beyond_the_last_there_is_none()
    {
        Assert.Equal(EventTime.Parse("1998-01-02T14:30Z"), Time.TimeOf(new TradingInstant(0)));
        var last = Time.At(EventTime.Parse("2028-12-31T12:00Z"));
        Assert.Equal(EventTime.Parse("2028-12-29T21:00Z"), Time.TimeOf(last));
        Assert.Throws<ArgumentOutOfRangeException>(() => Time.TimeOf(new TradingInstant(last.Nanos + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Time.At(EventTime.Parse("2029-01-02T12:00Z")));
    }

    [Fact]
    public void Trading_time_agrees_with_counting_minutes_and_turns_back() =>
        Gen.Select(Gen.Int[0, 40 * 24 * 60], Gen.Int[0, 4 * 24 * 60]).Sample((from, minutes) =>
        {
            var start = EventTime.Parse("2013-10-31T00:00Z") + TimeSpan.FromMinutes(from);
            var counted = Enumerable.Range(0, minutes).Count(m => Calendar.PhaseAt(start + TimeSpan.FromMinutes(m)) == TradingPhases.Regular);
            var end = start + TimeSpan.FromMinutes(minutes);
            Assert.Equal(TimeSpan.FromMinutes(counted), Time.Between(start, end));
            var back = Time.TimeOf(Time.At(end));
            Assert.True(back <= end);
            Assert.Equal(Time.At(end), Time.At(back));
            Assert.True(Time.At(new EventTime(back.Nanos - 1)) < Time.At(end));
        }, iter: 300);

    //  13:30 ──a── halted 10 min ──b──c   a at 13:31, halt 13:32 to 13:42, b at 13:42, c at 13:43
    [Fact]
    public void A_halt_of_ten_minutes_adds_nothing_for_its_symbol_and_all_for_another() =>
        Assert.Equal(
            ["A 60", "B 60", "A 120", "A 120", "A 180", "B 780"],
            Traded(
                Trade("A", 60, 1), Trade("B", 60, 1), Status("A", 120, TradingState.Halted), Trade("A", 300, 1),
                Status("A", 720, TradingState.Open), Trade("A", 720, 1), Trade("A", 780, 1), Trade("B", 780, 1)));

    [Theory]
    [InlineData(TradingState.LuldPause)]
    [InlineData(TradingState.Auction)]
    public void A_pause_and_an_auction_stop_the_clock_like_a_halt(TradingState state) =>
        Assert.Equal(["A 60", "A 70"], Traded(Status("A", 60, state), Trade("A", 100, 1), Status("A", 120, TradingState.Open), Trade("A", 130, 1)));

    [Fact]
    public void A_halt_that_ends_by_an_auction_ends_when_trading_is_open() =>
        Assert.Equal(
            ["A 60", "A 70"],
            Traded(
                Status("A", 60, TradingState.LuldPause), Status("A", 90, TradingState.Halted), Status("A", 360, TradingState.Auction), Trade("A", 365, 1),
                Status("A", 370, TradingState.Open), Trade("A", 380, 1)));

    [Fact]
    public void A_halt_lasts_over_the_night_and_an_auction_ends_with_the_close() =>
        Assert.Equal(
            ["A 23390", "B 23390", "A 23390", "B 23450"],
            Traded(
                Status("A", 23_390, TradingState.Halted), Status("B", 23_390, TradingState.Auction),
                Status("A", 23_405, TradingState.Closed), Status("B", 23_405, TradingState.Closed), Trade("A", 23_410, 1), Trade("B", 23_410, 1),
                Trade("A", 86_460, 1), Trade("B", 86_460, 1)));

    [Fact]
    public void A_status_of_one_venue_or_before_the_opening_does_not_stop_the_clock() =>
        Assert.Equal(
            ["A 30"],
            Traded(Status("A", -100, TradingState.PreOpen), Status("A", 10, TradingState.Halted) with { Exchange = 'N' }, Trade("A", 30, 1)));

    [Fact]
    public void A_status_of_the_same_time_counts_even_when_it_stands_later_in_the_log() =>
        Assert.Equal(["A 60", "A 61"], Traded(Status("A", 60, TradingState.Halted), Trade("A", 90, 1), Status("A", 90, TradingState.Open), Trade("A", 91, 1)));

    [Fact]
    public void An_event_outside_the_calendar_is_a_dead_letter()
    {
        var result = Run(1024, [Trade("A", 0, 1), new Trade(EventTime.Parse("2029-01-02T15:00Z"), Symbol.Of("A"), 1, 1)]);
        Assert.Single(result.Lines);
        Assert.Contains("use a calendar whose file covers it", Assert.Single(result.Letters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_of_a_symbol_agrees_with_counting_its_seconds() =>
        Gen.Select(Gen.Select(Gen.Int[0, 1], Gen.Int[-20, 200], Gen.Int[0, 9]).Array[0, 30], Gen.Int[1, 40]).Sample((raw, batchSize) =>
        {
            TradingState[] states = [TradingState.Halted, TradingState.LuldPause, TradingState.Auction, TradingState.Closed, TradingState.Open, TradingState.Open];
            var events = raw.OrderBy(x => x.Item2)
                .Select((x, i) => x.Item3 < states.Length ? (IEvent)Status($"S{x.Item1}", Moved(x.Item2), states[x.Item3]) : Trade($"S{x.Item1}", Moved(x.Item2), i))
                .ToArray();
            var expected = events.OfType<Trade>().Select(trade => $"{trade.Symbol.Name} {Count(events, trade.Symbol, 0, (int)(trade.Time - Start).TotalSeconds)}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), Lines(Run(batchSize, events)).Order(StringComparer.Ordinal));
        }, iter: 300);

    [Fact]
    public void A_timer_in_trading_time_is_due_over_the_night_and_never_during_a_halt()
    {
        var clock = new TradingClock(Time);
        clock.Reserve(1);
        clock.Take(0, Status("A", 60, TradingState.Halted));
        clock.Take(0, Status("A", 660, TradingState.Open));
        var moment = clock.At(0, At(23_390).Nanos) + TimeSpan.FromSeconds(30);
        Assert.Equal(At(86_420).Nanos, clock.DueAt(0, moment));
        clock.Take(0, Status("A", 23_395, TradingState.Halted));
        Assert.Equal(long.MaxValue, clock.DueAt(0, moment));
        clock.Take(0, Status("A", 86_400, TradingState.Open));
        Assert.Equal(At(86_425).Nanos, clock.DueAt(0, moment));
    }

    private static IEnumerable<string> Traded(params IReadOnlyList<IEvent> events) => Lines(Run(1024, events));

    private static IEnumerable<string> Lines(RunResult result) => result.Lines.Select(line => line.Split(' ')).Select(words => $"{words[2]} {words[^1]}");

    /// <summary>Seconds traded since Monday's opening, of each trade.</summary>
    private static RunResult Run(int batchSize, IReadOnlyList<IEvent> events) => RunResult.Of(
        [
            new TestRule<Trade, MarketStatus, double>((trades, statuses) =>
                trades.WithTradingTime(statuses, Calendar).Select(timed => (timed.At - Time.At(Start)).TotalSeconds)),
        ],
        new EngineOptions { BatchSize = batchSize },
        new ListFeed("f", events));
}
