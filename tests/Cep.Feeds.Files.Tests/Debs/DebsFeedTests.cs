namespace Cep.Feeds.Files.Tests;

public sealed class DebsFeedTests : IDisposable
{
    private const string Header =
        "ID,SecType,Date,Time,Ask,Ask volume,Bid,Bid volume,Ask time,Day's high ask,Close,Currency,Day's high ask time,Day's high,ISIN,"
        + "Auction price,Day's low ask,Day's low,Day's low ask time,Open,Nominal value,Last,Last volume,Trading time,Total volume,Mid price,"
        + "Trading date,Profit,Current price,Related indices,Day high bid time, Day low bid time,Open Time, Last trade time, Close Time,"
        + " Day high Time, Day low Time,Bid time,Auction Time";

    private static readonly string[] Names = Header.Split(',');
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_with_a_last_price_is_a_trade_at_its_trading_time()
    {
        var row = Row("IEBBB.FR", "E", ("Date", "08-11-2021"), ("Time", "07:00:01.500"), ("Last", "12.25"), ("Last volume", "40"),
            ("Trading date", "07-11-2021"), ("Trading time", "06:59:59.123"));
        Assert.Equal(new Trade(EventTime.Parse("2021-11-07T06:59:59.123Z"), Symbol.Of("IEBBB.FR"), 12.25, 40), Assert.Single(Read(row).Trades));
    }

    [Fact]
    public void Date_and_time_stand_in_for_a_missing_trading_date_and_trading_time_and_a_missing_volume_is_zero()
    {
        var row = Row("X", "I", ("Date", "08-11-2021"), ("Time", "07:00:01.500"), ("Last", "12.25"));
        Assert.Equal(new Trade(EventTime.Parse("2021-11-08T07:00:01.500Z"), Symbol.Of("X"), 12.25, 0), Assert.Single(Read(row).Trades));
    }

    [Fact]
    public void Rows_without_a_last_price_or_of_another_type_are_skipped_and_counted()
    {
        var tape = Read(Row("X", "E"), Row("X", "E", ("Last", "0")), Row("X", "E", ("Last", "0.000")), Row("X", "B", ("Last", "5")), Row("", "E"));
        Assert.Equal((5L, 0, 0), (tape.SkippedRows, tape.Events, tape.DeadLetters.Count));
    }

    [Fact]
    public void Comments_are_no_rows_and_positions_count_all_lines()
    {
        var tape = Read("# between, \"the rows", Row("", "E", ("Last", "1")));
        var letter = Assert.Single(tape.DeadLetters);
        Assert.Equal((0L, "symbol is empty", 5L), (tape.SkippedRows, letter.Message, letter.Position));
    }

    [Fact]
    public void What_cannot_be_read_is_malformed()
    {
        Refuses(Row("X", "E", ("Last", "abc")), "Last 'abc' is not a number");
        Refuses(Row("X", "E", ("Last", "NaN")), "Last 'NaN' is not finite");
        Refuses(Row("X", "E", ("Last", "1"), ("Last volume", "many")), "Last volume 'many' is not a number");
        Refuses(Row("X", "E", ("Last", "1"), ("Last volume", "-1")), "Last volume '-1' is below zero");
        Refuses(Row("X", "E", ("Last", "1"), ("Date", "2021"), ("Time", "07:00:00.000")), "Trading date and time '2021 07:00:00.000' are no time");
        Refuses(Row("X", "E", ("Last", "1")), "Trading date and time ' ' are no time");
        Refuses("X,E,08-11-2021", "the row has 3 fields where the header has 39");
        Refuses("X", "SecType is missing");
    }

    [Fact]
    public void The_format_is_recognised_plain_and_gzipped()
    {
        var text = Text(Row("X", "I", ("Date", "08-11-2021"), ("Time", "07:00:01.500"), ("Last", "12.25")));
        var feed = Assert.IsType<DebsFeed>(Assert.Single(TickFiles.Open([folder.WriteGzip("day.gz", text)], TickFileOptions.Default)));
        Assert.Equal(EventTime.Parse("2021-11-08T07:00:01.500Z"), feed.Earliest);
        Assert.Single(Tape.Of(feed).Trades);
    }

    private static string Row(string id, string type, params (string Name, string Value)[] fields)
    {
        var values = new string[Names.Length + 1];
        (values[0], values[1]) = (id, type);
        foreach (var (name, value) in fields) values[Array.IndexOf(Names, name)] = value;
        return string.Join(',', values);
    }

    private static string Text(params string[] rows) => $"# first comment\n{Header}\n# second comment\n{string.Join('\n', rows)}\n";

    private Tape Read(params string[] rows) => Tape.Of(new DebsFeed(folder.Write("day.csv", Text(rows)), TickFileOptions.Default));

    private void Refuses(string row, string message)
    {
        var tape = Read(row);
        Assert.Equal((0, 0L), (tape.Events, tape.SkippedRows));
        Assert.StartsWith(message, Assert.Single(tape.DeadLetters).Message, StringComparison.Ordinal);
    }
}
