namespace Cep.Patterns.Language;

/// <summary>Matches as a rule gets them: times, causes, several types of event, keys, faults and limits.</summary>
public sealed class MatchTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    // Prices 9 8 7 8 9 make one v; the 6 is of another symbol and none of its events.
    [Fact]
    public void A_match_has_the_time_of_its_last_event_and_its_events_as_causes()
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, (trade, m) => m.Falls.IsEmpty || trade.Price < m.Falls.Last.Price).TimesOrMore(2).Consecutive()
            .Next(m => m.Rises, (trade, m) => trade.Price > m.All.Last.Price).Times(2).Consecutive()
            .Within(TimeSpan.FromSeconds(60)).SkipPastLast();
        Trade[] trades = [At(0, 9), At(1, 8), At(1, 6, "B"), At(2, 7), At(3, 8), At(4, 9)];
        var found = Assert.Single(PatternRun.Of<Trade, string>(trades, t => t.Match(pattern).Select(m =>
            $"{m.Falls.First.Price} to {m.Falls.Last.Price} in {m.Falls.Count}, {m.Rises[0].Price} to {m.Rises[1].Price}, sum {m.All.Sum(x => x.Price)}, {string.Join(' ', m.All.Sequences)}")));
        Assert.Equal("9 to 7 in 3, 8 to 9, sum 41, 0 1 3 4 5", found.Value);
        Assert.Equal(Time(4), found.Time);
        Assert.Equal(new Causes(0, 5, 5), found.Causes);
    }

    [Fact]
    public void A_match_takes_events_of_several_types_in_the_order_of_the_log()
    {
        var pattern = Pattern.Of<Answer>()
            .Begin(m => m.Prints, trade => trade.Size >= 100)
            .FollowedBy(m => m.Quotes, (quote, m) => quote.AskPrice > m.Prints.Last.Price)
            .Next(m => m.Prints, trade => trade.Size < 100)
            .Within(FiveSeconds).SkipPastLast();
        Trade[] trades = [At(0, 10, size: 500), At(3, 11, size: 1)];
        Quote[] quotes = [QuoteAt(1, 9), QuoteAt(2, 12)];
        var found = PatternRun.Of(trades, quotes, (t, q) => t.Match(q, pattern).Select(m => $"{m.Prints.Count} {m.Quotes.Last.AskPrice}"));
        Assert.Equal(["2 12"], found.Select(row => row.Value));
        Assert.Equal(new Causes(0, 3, 3), found[0].Causes);
    }

    [Fact]
    public void A_stream_that_a_stage_needs_must_be_given()
    {
        var pattern = Pattern.Of<Answer>().Begin(m => m.Prints).SkipPastLast();
        var refused = Assert.Throws<RuleException>(() => PatternRun.Of<Trade, string>([At(0, 1)], t => t.Match(pattern).Select(m => "")));
        Assert.Contains("'Quotes' takes events of type Quote, but the streams give Trade", refused.Message, StringComparison.Ordinal);
    }

    // 0 s to less than 5 s: an answer at 4 s is in time, one at 5 s is not, and the deadline itself is the time of the notice.
    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    public void What_did_not_follow_in_time_is_a_match_at_the_deadline(int answer, int? deadline)
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10)
            .NotFollowedBy(m => m.Rises, trade => trade.Price > 10)
            .Within(FiveSeconds).NoSkip(EventUse.Shared);
        var found = PatternRun.Of<Trade, double>([At(0, 9), At(answer, 11)], t => t.Match(pattern).Select(m => m.Falls.Last.Price));
        Assert.Equal(deadline is { } second ? [Time(second)] : [], found.Select(row => row.Time));
    }

    // The market closes at 16:00 on Friday and opens at 9:30 on Monday: 15:59 to 9:31 are two minutes of trading, to 9:32 three.
    [Theory]
    [InlineData("2013-10-07T13:31:59Z", true)]
    [InlineData("2013-10-07T13:32:00Z", false)]
    public void In_trading_time_the_closed_market_does_not_count(string recovery, bool isInTime)
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10)
            .FollowedBy(m => m.Rises, trade => trade.Price > 10)
            .Within(TimeSpan.FromMinutes(3), new TradingTime(TradingCalendar.UsEquity)).SkipPastLast();
        Trade[] trades = [new(EventTime.Parse("2013-10-04T19:59:00Z"), Symbol.Of("A"), 9, 1), new(EventTime.Parse(recovery), Symbol.Of("A"), 11, 1)];
        var found = PatternRun.Of<Trade, double>(trades, t => t.Match(pattern).Select(m => m.Rises.Last.Price));
        var late = PatternRun.Of<Trade, double>(trades, t => t.Match(pattern).TimedOut(x => x.Match.Falls.Last.Price));
        Assert.Equal(isInTime ? [11.0] : [], found.Select(row => row.Value));
        Assert.Equal(isInTime ? [] : [EventTime.Parse("2013-10-07T13:32:00Z")], late.Select(row => row.Time));
    }

    [Fact]
    public void A_loop_before_what_must_not_follow_need_not_go_on()
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10).OneOrMore()
            .NotFollowedBy(m => m.Rises, trade => trade.Price > 10)
            .Within(FiveSeconds).SkipPastLast();
        var found = PatternRun.Of<Trade, int>([At(0, 9), At(1, 8)], t => t.Match(pattern).Select(m => m.Falls.Count));
        Assert.Equal([(Time(5), 2)], found.Select(row => (row.Time, row.Value)));
    }

    [Fact]
    public void A_timed_out_match_says_which_stage_it_had_reached()
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10)
            .FollowedBy(m => m.Rises, trade => trade.Price > 10).Times(2)
            .Within(FiveSeconds).NoSkip(EventUse.Shared);
        var found = PatternRun.Of<Trade, string>([At(0, 9), At(2, 11), At(8, 12)], t => t.Match(pattern).TimedOut(x => $"{x.Reached}, waiting for {x.WaitedFor}, since {x.Since}"));
        Assert.Equal([(Time(5), $"Rises, waiting for Rises, since {Time(0)}")], found.Select(row => (row.Time, row.Value)));
    }

    // 9 11 12 is a match and skips 8 11 12; 50 ends 7; 10 comes between the two rises of 6; nothing comes after 5.
    [Fact]
    public void A_partial_match_that_came_to_nothing_says_why()
    {
        var pattern = Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10)
            .NotFollowedBy(m => m.Crash, trade => trade.Price == 50)
            .FollowedBy(m => m.Rises, trade => trade.Price > 10).Times(2).Consecutive()
            .Within(FiveSeconds).SkipPastLast();
        Trade[] trades = [At(0, 9), At(1, 8), At(2, 11), At(3, 12), At(10, 7), At(11, 50), At(20, 6), At(21, 11), At(22, 10), At(30, 5)];
        var ended = PatternRun.Of<Trade, string>(trades, t => t.Match(pattern).Ended().Select(e => $"{e.Match.Falls.Last.Price} {e.Cause} by {e.EndedBy} waiting for {e.WaitedFor}"));
        Assert.Equal(
            [
                (Time(3), "8 Skipped by 3 waiting for "), (Time(11), "7 Forbidden by 5 waiting for Rises"),
                (Time(22), "6 Condition by 8 waiting for Rises"), (Time(35), "5 TimedOut by -1 waiting for Rises"),
            ],
            ended.Select(row => (row.Time, row.Value)));
    }

    [Fact]
    public void Consumed_events_belong_to_one_match()
    {
        PatternSequence<Turn> Sequence() => Pattern.Of<Turn>()
            .Begin(m => m.Falls, trade => trade.Price < 10).FollowedByAny(m => m.Rises, trade => trade.Price > 10).Within(FiveSeconds);
        Trade[] trades = [At(0, 9), At(1, 8), At(2, 11), At(3, 12)];
        IEnumerable<string> Run(Pattern<Turn> pattern) =>
            PatternRun.Of<Trade, string>(trades, t => t.Match(pattern).Select(m => $"{m.Falls.Last.Price} {m.Rises.Last.Price}")).Select(row => row.Value);
        Assert.Equal(["9 11", "8 11", "9 12", "8 12"], Run(Sequence().NoSkip(EventUse.Shared)));
        Assert.Equal(["9 11", "8 12"], Run(Sequence().NoSkip(EventUse.Consumed)));
    }

    [Fact]
    public void Too_many_partial_matches_are_a_fault_or_drop_the_oldest()
    {
        var sequence = Pattern.Of<Turn>().Begin(m => m.Falls, trade => trade.Price < 10).FollowedBy(m => m.Rises, trade => trade.Price > 10).Within(FiveSeconds);
        Trade[] trades = [At(0, 7), At(1, 8), At(2, 9), At(3, 11)];
        var drops = sequence.NoSkip(EventUse.Shared).MaxPartialMatches(2, PartialMatchLimit.DropOldest);
        Assert.Equal([8.0, 9.0], PatternRun.Of<Trade, double>(trades, t => t.Match(drops).Select(m => m.Falls.Last.Price)).Select(row => row.Value));
        var faults = sequence.NoSkip(EventUse.Shared).MaxPartialMatches(2, PartialMatchLimit.Fault);
        var letter = Assert.Throws<DeadLetterException>(() => PatternRun.Of<Trade, double>(trades, t => t.Match(faults).Select(m => m.Falls.Last.Price)));
        Assert.Contains("would have 3 partial matches of this key, more than 2", letter.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_order_takes_the_parts_as_they_come()
    {
        var pattern = Pattern.Of<Turn>()
            .All(a => a.Begin(m => m.Falls, trade => trade.Price < 10), b => b.Begin(m => m.Rises, trade => trade.Price > 10))
            .Within(FiveSeconds).SkipPastLast();
        Trade[] trades = [At(0, 11), At(1, 10), At(2, 9), At(3, 8), At(4, 12)];
        Assert.Equal(["9 11", "8 12"], PatternRun.Of<Trade, string>(trades, t => t.Match(pattern).Select(m => $"{m.Falls.Last.Price} {m.Rises.Last.Price}")).Select(row => row.Value));
    }

    private static EventTime Time(int second) => EventTime.Parse("2013-10-07T13:30:00Z") + TimeSpan.FromSeconds(second);

    private static Trade At(int second, double price, string symbol = "A", double size = 100) => new(Time(second), Symbol.Of(symbol), price, size);

    private static Quote QuoteAt(int second, double ask) => new(Time(second), Symbol.Of("A"), ask - 1, 100, ask, 100);

    internal sealed class Turn
    {
        public Stage<Trade> Falls { get; } = new();

        public Stage<Trade> Rises { get; } = new();

        public Stage<Trade> Crash { get; } = new();

        public AllStages<Trade> All { get; } = new();
    }

    internal sealed class Answer
    {
        public Stage<Trade> Prints { get; } = new();

        public Stage<Quote> Quotes { get; } = new();
    }
}
