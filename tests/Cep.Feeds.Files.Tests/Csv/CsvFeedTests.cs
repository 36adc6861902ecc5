using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public sealed class CsvFeedTests : IDisposable
{
    private static readonly EventTime Noon = EventTime.Parse("2013-10-07T12:00:00Z");
    private static readonly Symbol Ibm = Symbol.Of("IBM");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Canonical_trades_come_back_field_by_field()
    {
        var tape = Read("time,symbol,price,size,conditions,exchange,suspicious\n2013-10-07T12:00:00.123456789Z,IBM,181.52,300,80000020,P,1\n");
        var time = new EventTime(Noon.Nanos + 123_456_789);
        Assert.Equal([new Trade(time, Ibm, 181.52, 300, TradeConditions.OddLot | TradeConditions.IntermarketSweep, 'P', true)], tape.Trades);
        Assert.StartsWith("2 Trade", tape.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_quotes_come_back_field_by_field()
    {
        var tape = Read("time,symbol,bid_price,bid_size,ask_price,ask_size,conditions,exchange,suspicious\n"
            + "2013-10-07T12:00:00.000000000Z,IBM,181.5,100,181.6,200,1,Q,0\n2013-10-07T12:00:00.000000000Z,IBM,0,0,181.7,200,0,,0\n"
            + "2013-10-07T12:00:00.000000000Z,IBM,181.4,50,,,,,\n");
        Assert.Equal(
            [
                new Quote(Noon, Ibm, 181.5, 100, 181.6, 200, 1, 'Q'),
                new Quote(Noon, Ibm, 0, 0, 181.7, 200),
                new Quote(Noon, Ibm, 181.4, 50, 0, 0),
            ],
            tape.Quotes);
    }

    [Fact]
    public void Canonical_statuses_come_back_field_by_field()
    {
        var tape = Read("time,symbol,state,exchange\n2013-10-07T12:00:00Z,IBM,Halted,N\n2013-10-07T12:00:00Z,IBM,luldpause,\n");
        Assert.Equal([new MarketStatus(Noon, Ibm, TradingState.Halted, 'N'), new MarketStatus(Noon, Ibm, TradingState.LuldPause)], tape.Statuses);
    }

    [Fact]
    public void A_kind_column_mixes_all_three()
    {
        var tape = Read("kind,time,symbol,price,size,bid_price,bid_size,ask_price,ask_size,state,conditions,exchange,suspicious\n"
            + "trade,2013-10-07T12:00:00Z,IBM,181.5,100,,,,,,20,P,0\n"
            + "quote,2013-10-07T12:00:00Z,IBM,,,181.4,100,181.6,200,,1,Q,0\n"
            + "status,2013-10-07T12:00:00Z,IBM,,,,,,,Halted,,,\n"
            + "order,2013-10-07T12:00:00Z,IBM,1,1,,,,,,,,\n");
        Assert.Equal([new Trade(Noon, Ibm, 181.5, 100, TradeConditions.IntermarketSweep, 'P')], tape.Trades);
        Assert.Equal([new Quote(Noon, Ibm, 181.4, 100, 181.6, 200, 1, 'Q')], tape.Quotes);
        Assert.Equal([new MarketStatus(Noon, Ibm, TradingState.Halted)], tape.Statuses);
        Assert.Equal("kind 'order' is none of trade, quote, status", Assert.Single(tape.DeadLetters).Message);
    }

    [Theory]
    [InlineData("Timestamp,Ticker,Px,Qty\n2013-10-07T12:00:00Z,IBM,181.5,100")]
    [InlineData("TS;SYM;LAST;VOLUME\r\n1381147200;IBM;181.5;100\r\n")]
    [InlineData("date\ttime\tric\tprice\tshares\n20131007\t12:00:00\tIBM\t181.5\t100\n\n")]
    [InlineData("\uFEFF\"Date\",\"Time\",\"Instrument\",\"Price\",\"Size\"\n\"2013-10-07\",\"12:00:00.000\",\"IBM\",\"181.5\",\"100\"")]
    [InlineData("venue,date_time,symbol,extra,price,size,\nX,2013-10-07 12:00:00,IBM,,181.5,100,\n")]
    [InlineData("time, symbol, price, size, cond, exchange\n2013-10-07T12:00:00Z , IBM , 181.5 , 100 , 0x0 , P \n")]
    [InlineData("Date,Symbol,Price,Size\n2013-10-07T12:00:00Z,IBM,181.5,100")]
    public void Usual_names_delimiters_and_line_ends_need_no_mapping(string text)
    {
        var trade = Assert.Single(Read(text).Trades);
        Assert.Equal((Noon, Ibm, 181.5, 100d), (trade.Time, trade.Symbol, trade.Price, trade.Size));
    }

    [Fact]
    public void A_declared_mapping_goes_before_names_and_guessed_units()
    {
        var options = new TickFileOptions { Mapping = CsvMapping.Parse("time=when, price = pris, symbol=what,timeUnit=ms, kind=") };
        var tape = Read("when,what,pris,price,kind\n5,IBM,181.5,7,anything\n", options);
        Assert.Equal([new Trade(new EventTime(5_000_000), Ibm, 181.5, 0)], tape.Trades);
    }

    [Fact]
    public void A_file_without_symbols_takes_the_given_one() =>
        Assert.Equal(Ibm, Assert.Single(Read("time,price\n1381147200,181.5\n", new TickFileOptions { Symbol = "IBM" }).Trades).Symbol);

    [Theory]
    [InlineData("when", "Mapping 'when' is not FIELD=COLUMN")]
    [InlineData("colour=red", "unknown field 'colour'")]
    [InlineData("time=a,time=b", "'time' twice")]
    [InlineData("timeUnit=h", "units are s, ms, us and ns")]
    public void A_mapping_that_says_nothing_is_refused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => CsvMapping.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_header_that_cannot_be_mapped_says_what_is_missing_what_was_found_and_what_to_do()
    {
        var message = Assert.Throws<FeedException>(() => Read("a,b\n1,2\n")).Message;
        Assert.Contains("has no column for time and symbol and price (or bid_price, ask_price, state). Found: a, b.", message, StringComparison.Ordinal);
        Assert.Contains("--map time=COLUMN", message, StringComparison.Ordinal);
        message = Assert.Throws<FeedException>(() => Read("a,b\n", new TickFileOptions { Mapping = CsvMapping.Parse("time=c") })).Message;
        Assert.Contains("has no column 'c', which the mapping declares for time", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2013-10-07T12:00:00Z,IBM,181.5", "the row has 3 fields where the header has 4")]
    [InlineData("2013-10-07T12:00:00Z,IBM,181.5,100,7", "the row has 5 fields where the header has 4")]
    [InlineData(",IBM,181.5,100", "time is missing")]
    [InlineData("noon,IBM,181.5,100", "time 'noon' is no time")]
    [InlineData("2999-10-07T12:00:00Z,IBM,181.5,100", "time '2999-10-07T12:00:00Z' is no time")]
    [InlineData("2013-10-07T12:00:00Z,,181.5,100", "symbol is empty")]
    [InlineData("2013-10-07T12:00:00Z,IBM,,100", "price is missing")]
    [InlineData("2013-10-07T12:00:00Z,IBM,cheap,100", "price 'cheap' is not a number")]
    [InlineData("2013-10-07T12:00:00Z,IBM,NaN,100", "price 'NaN' is not finite")]
    [InlineData("2013-10-07T12:00:00Z,IBM,1e999,100", "price '1e999' is not finite")]
    [InlineData("2013-10-07T12:00:00Z,IBM,181.5,", "size is missing")]
    [InlineData("2013-10-07T12:00:00Z,IBM,181.5,-1", "size '-1' is below zero")]
    [InlineData("2013-10-07T12:00:00Z,IBM,181.5,\"1", "field 4 opens a quote")]
    public void A_malformed_row_is_a_dead_letter_that_names_line_field_and_value(string row, string message)
    {
        var tape = Read($"time,symbol,price,size\n2013-10-07T12:00:00Z,IBM,1,1\n\n{row}\n2013-10-07T12:00:01Z,IBM,2,2\n");
        var letter = Assert.Single(tape.DeadLetters);
        Assert.StartsWith(message, letter.Message, StringComparison.Ordinal);
        Assert.Equal((DeadLetterReason.Malformed, 4L, row, Noon), (letter.Reason, letter.Position, letter.Raw, letter.Time));
        Assert.EndsWith("ticks.csv", letter.Source, StringComparison.Ordinal);
        Assert.Equal([1d, 2d], tape.Trades.Select(trade => trade.Price));
    }

    [Fact]
    public void Any_damaged_text_gives_the_same_whatever_the_batch_size_and_every_row_counts_once() =>
        Gen.Select(Gen.Int[0, 400], Gen.Char["1,\"\n;xé\0-"]).Array[0, 12].Select(Gen.Int[1, 9]).Sample((damages, maxRows) =>
        {
            var text = new StringBuilder("time,symbol,price,size\n");
            for (var i = 0; i < 12; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2013-10-07T12:00:{i:D2}Z,IBM,181.{i},100\n");
            foreach (var (at, character) in damages) text[23 + at % (text.Length - 23)] = character;
            var feed = new CsvFeed(folder.Write("damaged.csv", text.ToString()), TickFileOptions.Default);
            var whole = Tape.Of(feed);
            Assert.Equal(whole.Lines, Tape.Of(feed, maxRows).Lines);
            var rows = text.ToString().Split('\n').Skip(1).Count(line => line.Length > 0);
            Assert.Equal(rows, whole.Events + whole.DeadLetters.Count);
        }, iter: 300, threads: 1);

    [Fact]
    public void A_state_without_a_name_is_malformed()
    {
        var tape = Read("time,symbol,state\n1381147200,IBM,\n1381147200,IBM,4\n1381147200,IBM,\"Open,Halted\"\n1381147200,IBM,Open\n");
        Assert.Equal([2L, 3L, 4L], tape.DeadLetters.Select(letter => letter.Position));
        Assert.Equal("state is missing", tape.DeadLetters[0].Message);
        Assert.StartsWith("state '4' is none of Unknown, PreOpen, Open,", tape.DeadLetters[1].Message, StringComparison.Ordinal);
        Assert.Single(tape.Statuses);
    }

    [Fact]
    public void More_dead_letters_than_fit_a_batch_all_come()
    {
        var tape = Read("time,symbol,price\n" + string.Concat(Enumerable.Repeat("bad\n", 3000)) + "2013-10-07T12:00:00Z,IBM,1\n");
        Assert.Equal((3000, 1), (tape.DeadLetters.Count, tape.Trades.Count));
    }

    [Fact]
    public void Gzip_reads_as_the_plain_text_and_truncated_gzip_keeps_what_was_read()
    {
        var text = new StringBuilder("time,symbol,price\n");
        for (var i = 0; i < 20_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{1381147200 + i},IBM,{i * 7919 % 10007 / 100m}\n");
        var path = folder.WriteGzip("ticks.csv.gz", text.ToString());
        var whole = Tape.Of(new CsvFeed(path, TickFileOptions.Default));
        Assert.Equal(20_000, whole.Trades.Count);

        var bytes = File.ReadAllBytes(path);
        foreach (var cut in new[] { 1, 8, 9, bytes.Length / 2 })
        {
            var broken = Tape.Of(new CsvFeed(folder.Write("cut.csv.gz", bytes.AsSpan(..^cut)), TickFileOptions.Default));
            Assert.Contains("breaks off or is damaged", broken.Broken?.Message, StringComparison.Ordinal);
            Assert.NotEmpty(broken.Trades);
            Assert.Equal(whole.Trades.Take(broken.Trades.Count), broken.Trades);
        }
    }

    [Fact]
    public void Gzips_put_behind_one_another_are_one_file()
    {
        byte[] both =
        [
            .. File.ReadAllBytes(folder.WriteGzip("a", "time,symbol,price\n1381147200,IBM,1\n")),
            .. File.ReadAllBytes(folder.WriteGzip("b", "1381147201,IBM,2\n")),
        ];
        var tape = Tape.Of(new CsvFeed(folder.Write("both.csv.gz", both), TickFileOptions.Default));
        Assert.Null(tape.Broken);
        Assert.Equal(2, tape.Trades.Count);
    }

    [Fact]
    public void Earliest_is_the_time_of_the_first_readable_row()
    {
        var path = folder.Write("ticks.csv", "time,symbol,price\nbad\n2013-10-07T12:00:00Z,IBM,1\n2013-10-07T13:00:00Z,IBM,1\n");
        Assert.Equal(Noon, new CsvFeed(path, TickFileOptions.Default).Earliest);
        Assert.Equal(EventTime.MinValue, new CsvFeed(folder.Write("none.csv", "time,symbol,price\n"), TickFileOptions.Default).Earliest);
    }

    private Tape Read(string text, TickFileOptions? options = null) =>
        Tape.Of(new CsvFeed(folder.Write("ticks.csv", text), options ?? TickFileOptions.Default));
}
