namespace Cep.Testing;

public sealed class TapeTests
{
    [Fact]
    public void Times_of_day_belong_to_the_day_of_the_tape_in_utc()
    {
        var tape = Tape.On("2013-10-07").Trade("IBM", "13:30", 182.5).Trade("IBM", "13:30:00.000000001", 182.6).Trade("IBM", "2013-10-08T00:00:00Z", 182.7);

        var times = tape.Entries.Select(entry => entry.Time.ToString());

        Assert.Equal(["2013-10-07T13:30:00.000000000Z", "2013-10-07T13:30:00.000000001Z", "2013-10-08T00:00:00.000000000Z"], times);
    }

    [Fact]
    public void An_event_earlier_than_the_one_before_it_is_refused_and_told_where()
    {
        var tape = Tape.On("2013-10-07").Trade("IBM", "13:30:01", 182.5);

        var fault = Assert.Throws<ArgumentException>(() => tape.Quote("BAC", "13:30:00", 13.9, 100, 14, 100));

        Assert.StartsWith(
            "Event 2 of the tape, Quote of BAC at 2013-10-07T13:30:00.000000000Z, is earlier than the one before it at 2013-10-07T13:30:01.000000000Z."
            + " A tape is in time order: move the event up.",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void A_time_of_day_needs_a_day()
    {
        var fault = Assert.Throws<FormatException>(() => Tape.Empty().Trade("IBM", "13:30", 1));

        Assert.Contains("begin it with Tape.On(\"2013-10-07\")", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_gives_the_events_that_code_gives()
    {
        const string Text = """
            on 2013-10-07
            # an opening print, then the rest
            13:30:00      trade   IBM  182.50  200  conditions=opening,oddLot exchange=N suspicious
            13:30:01      quote   BAC  13.9    300  14.1  100   # both sides
            13:45:00.250  status  IBM  halted
            on 2013-10-08
            13:30         trade   IBM  183     100
            """;
        var code = Tape.On("2013-10-07")
            .Trade("IBM", "13:30:00", 182.5, 200, TradeConditions.Opening | TradeConditions.OddLot, 'N', suspicious: true)
            .Quote("BAC", "13:30:01", 13.9, 300, 14.1, 100)
            .Status("IBM", "13:45:00.25", TradingState.Halted)
            .Trade("IBM", "2013-10-08T13:30:00Z", 183);

        Assert.Equal(EventsOf(code), EventsOf(Tape.Parse(Text)));
    }

    [Theory]
    [InlineData("on 2013-10-07\n13:30 trade IBM 1", "tape, line 2: '13:30 trade IBM 1' is no event; expected")]
    [InlineData("on 2013-10-07\n13:30 trade IBM x 1", "tape, line 2: 'x' is no number.")]
    [InlineData("on 2013-10-07\n\n25:30 trade IBM 1 1", "tape, line 3: '25:30' on '2013-10-07' is no time;")]
    [InlineData("on monday", "tape, line 1: '00:00' on 'monday' is no time;")]
    [InlineData("on 2013-10-07\n13:30 trade IBM 1 1 loud", "tape, line 2: 'loud' is nothing a trade has;")]
    [InlineData("on 2013-10-07\n13:30 status IBM asleep", "tape, line 2: 'asleep' is no TradingState; expected Unknown, PreOpen,")]
    [InlineData("on 2013-10-07\n13:31 trade IBM 1 1\n13:30 trade IBM 1 1", "tape, line 3: Event 2 of the tape, Trade of IBM at 2013-10-07T13:30")]
    public void A_line_that_cannot_be_read_is_named(string text, string message)
    {
        var fault = Assert.Throws<FormatException>(() => Tape.Parse(text));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_of_the_tape_gives_its_events_in_parts_with_their_numbers_as_positions()
    {
        var feed = Tape.On("2013-10-07").Trade("IBM", "13:30", 1).Trade("IBM", "13:31", 2).Trade("IBM", "13:32", 3).ToFeed();
        using var reader = feed.Open();
        var batch = new EventBatch();

        Assert.True(reader.Read(batch, 2));
        Assert.Equal([1.0, 2.0], batch.Of<Trade>().Values.ToArray().Select(trade => trade.Price));
        Assert.Equal(2, batch.Positions.Of(1));
        batch.Clear();
        Assert.False(reader.Read(batch, 2));
        Assert.Equal(3, batch.Positions.Of(0));
        Assert.Equal("2013-10-07T13:30:00.000000000Z", feed.Earliest.ToString());
    }

    private static List<object> EventsOf(Tape tape)
    {
        var batch = new EventBatch();
        using var reader = tape.ToFeed().Open();
        reader.Read(batch, int.MaxValue);
        return
        [
            .. batch.Of<Trade>().Values.ToArray().Cast<object>(), .. batch.Of<Quote>().Values.ToArray().Cast<object>(),
            .. batch.Of<MarketStatus>().Values.ToArray().Cast<object>(),
        ];
    }
}
