namespace Cep.Patterns;

/// <summary>
/// Limits in trading time stand still while a key is halted, and go on when it trades again. All times are minutes after
/// an opening; the market closes 390 minutes later, and the next day's minute 0 goes before anything of it.
/// </summary>
public sealed class HaltTests
{
    private static readonly TradingTime Clock = new(TradingCalendar.UsEquity);
    private static readonly Explain Explained = new("query");

    private static PatternSequence<Turn> Begin => Pattern.Of<Turn>().Begin(m => m.Falls, trade => trade.Price < 10);

    private static PatternSequence<Turn> Recovery => Begin.FollowedBy(m => m.Rises, trade => trade.Price > 10);

    // Five minutes from minute 1 on end at 6; a halt of ten, or two of five, at 16.
    //   fall 1 ── halt 3 ▓▓▓▓▓▓ open 13 ── 16
    [Theory]
    [InlineData("", 5, true)]
    [InlineData("", 6, false)]
    [InlineData("3 Halted, 13 Open", 15, true)]
    [InlineData("3 Halted, 13 Open", 16, false)]
    [InlineData("3 LuldPause, 8 Open, 9 Halted, 14 Open", 15, true)]
    [InlineData("3 LuldPause, 8 Open, 9 Halted, 14 Open", 16, false)]
    [InlineData("0 Halted, 1 Open", 6, false)]
    [InlineData("3 Halted, 4 Halted, 13 Open", 15, true)]
    public void What_is_halted_adds_nothing_to_the_time_of_a_match(string statuses, int recovery, bool isInTime)
    {
        var pattern = Recovery.Within(Minutes(5), Clock).SkipPastLast();
        List<IEvent> rows = [.. Statuses(statuses), At(1, 9), At(recovery, 11)];
        var found = Run(rows, (t, s) => t.Match(pattern, s).Select(m => m.Rises.Last.Price));
        var late = Run(rows, (t, s) => t.Match(pattern, s).TimedOut(x => x.Match.Falls.Last.Price));
        Assert.Equal(isInTime ? [(Time(recovery), 11.0)] : [], found);
        Assert.Equal(isInTime ? [] : [(Time(statuses.Contains("13", StringComparison.Ordinal) || statuses.Contains("14", StringComparison.Ordinal) ? 16 : 6), 9.0)], late);
    }

    // During the halt the clock stands at 2 of 5 minutes, so an event then is in time, however late it is.
    [Fact]
    public void An_event_during_a_halt_is_in_time()
    {
        var pattern = Recovery.Within(Minutes(5), Clock).SkipPastLast();
        Assert.Equal([(Time(90), 11.0)], Run([.. Statuses("3 Halted, 100 Open"), At(1, 9), At(90, 11)], (t, s) => t.Match(pattern, s).Select(m => m.Rises.Last.Price)));
    }

    // What is due at 6 is due before the halt that begins then. A venue's halt stops nothing.
    [Theory]
    [InlineData("6 Halted, 20 Open", 6)]
    [InlineData("5 Halted, 20 Open", 21)]
    [InlineData("3 Halted@X, 20 Open", 6)]
    public void A_halt_at_the_deadline_comes_too_late(string statuses, int due)
    {
        var pattern = Begin.NotFollowedBy(m => m.Rises, trade => trade.Price > 10).Within(Minutes(5), Clock).NoSkip(EventUse.Shared);
        var found = Run([.. Statuses(statuses), At(1, 9), At(200, 8)], (t, s) => t.Match(pattern, s).Select(m => m.Falls.Last.Price));
        Assert.Equal([(Time(due), 9.0), (Time(205), 8.0)], found);
    }

    // Two minutes are traded until 3 and three from 20 on; a rise at 22 is in time to forbid, one at 23 is not.
    [Theory]
    [InlineData(22, false)]
    [InlineData(23, true)]
    public void What_must_not_follow_is_waited_for_until_so_much_was_traded(int rise, bool isMatch)
    {
        var pattern = Begin.NotFollowedBy(m => m.Rises, trade => trade.Price > 10).Within(Minutes(5), Clock).SkipPastLast();
        var found = Run([.. Statuses("3 Halted, 20 Open"), At(1, 9), At(rise, 11)], (t, s) => t.Match(pattern, s).Select(m => m.Falls.Last.Price));
        Assert.Equal(isMatch ? [(Time(23), 9.0)] : [], found);
    }

    // Each neighbour may come within 5 minutes of trading: until 6 and 20 minutes of halt, then 5 after the first rise at 25.
    [Theory]
    [InlineData("25 29", "2 rises")]
    [InlineData("25 30", "30 late after Rises")]
    [InlineData("26 27", "26 late after Falls")]
    public void Neighbours_have_a_limit_in_trading_time_of_their_own(string rises, string expected)
    {
        var sequence = Begin.FollowedBy(m => m.Rises, trade => trade.Price > 10).WithinPrevious(Minutes(5), Clock)
            .FollowedBy(m => m.Rises, trade => trade.Price > 10).WithinPrevious(Minutes(5), Clock);
        foreach (var pattern in new[] { sequence.SkipPastLast(), sequence.Preferred().SkipPastLast() })
        {
            List<IEvent> rows = [.. Statuses("3 Halted, 23 Open"), At(1, 9), .. rises.Split(' ').Select(minute => At(int.Parse(minute), 11))];
            var found = Run(rows, (t, s) => t.Match(pattern, s).Select(m => $"{m.Rises.Count} rises")).Select(row => row.Value);
            var late = Run(rows, (t, s) => t.Match(pattern, s).TimedOut(x => $"{MinuteOf(x.At)} late after {x.Reached}")).Select(row => row.Value);
            Assert.Equal([expected], found.Concat(late));
        }
    }

    // Of ten minutes two are traded before the halt; it ends the next day at 5, so eight more are over at 13 of that day.
    [Fact]
    public void A_halt_may_last_over_the_night()
    {
        var pattern = Begin.NotFollowedBy(m => m.Rises, trade => trade.Price > 10).Within(Minutes(10), Clock).SkipPastLast();
        List<IEvent> rows = [.. Statuses("300 Halted, 1445 Open"), At(298, 9), At(1460, 10)];
        Assert.Equal([(Time(1453), 9.0)], Run(rows, (t, s) => t.Match(pattern, s).Select(m => m.Falls.Last.Price)));
    }

    // The search from 9 ends at 26. That from 8, begun at 2, looks at 11 again, which came before its own 5 minutes of trading were over.
    [Fact]
    public void A_later_search_for_the_preferred_match_goes_by_the_time_at_which_events_came()
    {
        var pattern = Pattern.Of<Turn>().Begin(start => start.Either(
                one => one.Begin(m => m.Falls, trade => trade.Price == 9).FollowedBy(m => m.Crash, trade => trade.Price == 1),
                other => other.Begin(m => m.Falls, trade => trade.Price == 8).FollowedBy(m => m.Rises, trade => trade.Price > 10).WithinPrevious(Minutes(2), Clock)))
            .Within(Minutes(5), Clock).Preferred().SkipPastLast();
        Assert.Equal(
            [(Time(26), "8 11")],
            Run([.. Statuses("3 Halted, 23 Open"), At(1, 9), At(2, 8), At(23, 11), At(25, 12), At(40, 12)], (t, s) => t.Match(pattern, s).Select(TextOf)));
        Assert.Equal(
            [],
            Run([.. Statuses("3 Halted, 23 Open"), At(1, 9), At(2, 8), At(24, 11), At(25, 12), At(40, 12)], (t, s) => t.Match(pattern, s).Select(TextOf)));
    }

    // Skipping leads to a wait of 2 minutes that began at 1 and was over at 3, while the key is halted: it ends with the skip.
    [Fact]
    public void Whose_time_was_up_before_the_halt_dies_in_the_halt()
    {
        var pattern = Begin.FollowedBy(m => m.Rises, trade => trade.Price > 10).WithinPrevious(Minutes(2), Clock).Within(Minutes(9), Clock).NoSkip(EventUse.Shared);
        Assert.Equal([], Run([.. Statuses("4 Halted, 50 Open"), At(1, 9), At(5, 10), At(6, 11)], (t, s) => t.Match(pattern, s).Select(TextOf)));
    }

    // B is not halted. A's deadline follows the halt that came after it began, and B's does not.
    [Fact]
    public void It_is_told_when_a_partial_match_died_and_that_one_waits_still()
    {
        var pattern = Recovery.Within(Minutes(5), Clock).SkipPastLast();
        List<IEvent> rows = [.. Statuses("3 Halted, 13 Open, 22 Halted"), At(1, 9), At(1, 8, "B"), At(20, 7), At(25, 6, "B")];
        Assert.Equal(
            ["6 B TimedOut since 1", "16 A TimedOut since 1", "25 A EndOfInput since 20", "30 B TimedOut since 25"],
            Ends(pattern));

        // Searches for a preferred match all end with the input.
        Assert.Equal(
            ["6 B TimedOut since 1", "16 A TimedOut since 1", "25 A EndOfInput since 20", "25 B EndOfInput since 25"],
            Ends(Recovery.Within(Minutes(5), Clock).Preferred().SkipPastLast()));

        IEnumerable<string> Ends(Pattern<Turn> chosen) => PatternRun.EndsOf<Trade, string>(rows, (t, s) => t.Match(chosen, s).Select(TextOf), new EngineOptions { Explain = [Explained] })
            .Select(end => $"{MinuteOf(end.Time)} {end.Key} {end.Fate} since {MinuteOf(end.Since)}");
    }

    // Nothing of A comes for three hours, in which its deadline is not known. Three minutes of trading are left at 200.
    [Fact]
    public void What_waits_in_a_halt_is_not_forgotten()
    {
        var pattern = Begin.NotFollowedBy(m => m.Rises, trade => trade.Price > 10).Within(Minutes(5), Clock).NoSkip(EventUse.Shared);
        List<IEvent> rows = [.. Statuses("3 Halted, 200 Open"), At(1, 9), At(100, 20, "B")];
        var found = PatternRun.Of<Trade, double>(rows, (t, s) => t.Match(pattern, s).Select(m => m.Falls.Last.Price), forgetAfter: Minutes(30));
        Assert.Equal([(Time(203), 9.0)], found.Select(row => (row.Time, row.Value)));
    }

    // A status may be an event of the pattern and move its deadline, too.
    [Fact]
    public void Statuses_may_be_events_of_the_pattern()
    {
        var pattern = Pattern.Of<Halt>().Begin(m => m.Before).FollowedBy(m => m.Statuses, status => status.State == TradingState.Open)
            .Next(m => m.After).Within(Minutes(5), Clock).SkipPastLast();
        var found = Run([.. Statuses("3 Halted, 50 Open"), At(1, 9), At(52, 8), At(53, 7)], (t, s) => t.Match(s, pattern, s).Select(m => m.After.Last.Price));
        Assert.Equal([(Time(52), 8.0)], found);
    }

    [Fact]
    public void Matches_are_counted_in_trading_time()
    {
        var pattern = Recovery.Within(Minutes(5), Clock).NoSkip(EventUse.Shared);
        var found = Run([.. Statuses("3 Halted, 13 Open"), At(1, 9), At(2, 8), At(14, 11), At(16, 12)], (t, s) => t.Match(pattern, s).Count().Select(count => (int)count));
        Assert.Equal([(Time(14), 2)], found);
        var all = Begin.FollowedByAny(m => m.Rises, trade => trade.Price > 10).Within(Minutes(5), Clock).NoSkip(EventUse.Shared);
        Assert.Equal(
            [(Time(14), 2), (Time(16), 1)],
            Run([.. Statuses("3 Halted, 13 Open"), At(1, 9), At(2, 8), At(14, 11), At(16, 12)], (t, s) => t.Match(all, s).Count().Select(count => (int)count)));
    }

    [Fact]
    public void Statuses_for_a_pattern_in_event_time_are_refused()
    {
        var pattern = Recovery.Within(Minutes(5)).SkipPastLast();
        var refused = Assert.Throws<RuleException>(() => Run([At(1, 9)], (t, s) => t.Match(pattern, s).Select(TextOf)));
        Assert.Contains("say .Within(time, clock)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_trading_times_in_a_pattern_are_refused()
    {
        var all = new TradingTime(TradingCalendar.UsEquity, TradingPhases.All);
        var refused = Assert.Throws<InvalidOperationException>(() => Recovery.WithinPrevious(Minutes(1), all).Within(Minutes(5), Clock).SkipPastLast());
        Assert.Contains("'Rises' is waited for in another trading time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_outside_the_calendar_is_a_dead_letter()
    {
        var pattern = Recovery.Within(Minutes(5), Clock).SkipPastLast();
        var status = new MarketStatus(EventTime.Parse("1990-01-02T15:00:00Z"), Symbol.Of("A"), TradingState.Halted);
        var letter = Assert.Throws<DeadLetterException>(() => Run([status, At(1, 9)], (t, s) => t.Match(pattern, s).Select(TextOf)));
        Assert.Contains("lies outside the calendar", letter.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<(EventTime Time, T Value)> Run<T>(IReadOnlyList<IEvent> rows, Func<EventStream<Trade>, EventStream<MarketStatus>, IObservable<T>> query) =>
        [.. PatternRun.Of(rows, query).Select(row => (row.Time, row.Value))];

    private static string TextOf(Turn match) => string.Join(' ', match.All.Select(trade => trade.Price));

    private static EventTime Time(int minute) => EventTime.Parse("2013-10-07T13:30:00Z") + Minutes(minute);

    private static double MinuteOf(EventTime time) => (time - Time(0)).TotalMinutes;

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static IEvent At(int minute, double price, string symbol = "A") => new Trade(Time(minute), Symbol.Of(symbol), price, 1);

    /// <summary>Statuses of A, written as minute and state, with a venue behind an @.</summary>
    private static IEnumerable<IEvent> Statuses(string text) => text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(each =>
    {
        var parts = each.Split(' ', '@');
        return (IEvent)new MarketStatus(Time(int.Parse(parts[0])), Symbol.Of("A"), Enum.Parse<TradingState>(parts[1]), parts.Length > 2 ? parts[2][0] : '\0');
    });

    internal sealed class Turn
    {
        public Stage<Trade> Falls { get; } = new();

        public Stage<Trade> Rises { get; } = new();

        public Stage<Trade> Crash { get; } = new();

        public AllStages<Trade> All { get; } = new();
    }

    internal sealed class Halt
    {
        public Stage<Trade> Before { get; } = new();

        public Stage<MarketStatus> Statuses { get; } = new();

        public Stage<Trade> After { get; } = new();
    }
}
