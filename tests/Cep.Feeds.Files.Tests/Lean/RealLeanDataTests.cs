using System.IO.Compression;

namespace Cep.Feeds.Files.Tests;

public class RealLeanDataTests
{
    [Fact]
    public void Every_line_of_every_file_is_an_event_in_order_of_time()
    {
        foreach (var feed in TickFiles.Open([Folder()], TickFileOptions.Default))
        {
            using var zip = ZipFile.OpenRead(feed.Name);
            using var text = new StreamReader(zip.Entries.Single().Open());
            var lines = 0;
            while (text.ReadLine() is not null) lines++;

            using var reader = feed.Open();
            var batch = new EventBatch();
            var (rows, time, more) = (0, feed.Earliest.Nanos, true);
            while (more)
            {
                batch.Clear();
                more = reader.Read(batch, 1024);
                rows += batch.Count;
                Assert.Empty(batch.DeadLetters);
                Assert.Equal(0, batch.SkippedRows);
                foreach (var column in batch.Columns)
                {
                    foreach (var next in column.Times)
                    {
                        Assert.True(next >= time);
                        time = next;
                    }
                }
            }

            Assert.Equal(lines, rows);
        }
    }

    // 14400464 ms are 04:00:00.464, 71999536 ms are 19:59:59.536; New York was four hours behind UTC.
    [Fact]
    public void The_first_and_the_last_trade_of_a_file_are_those_worked_out_by_hand()
    {
        var tape = Tape.Of(new LeanFeed(Path.Combine(Folder(), "spy", "20131007_trade.zip"), TickFileOptions.Default));
        var spy = Symbol.Of("SPY");
        Assert.Equal(new Trade(EventTime.Parse("2013-10-07T08:00:00.464Z"), spy, 167.41, 100, (TradeConditions)0x20002000, 'P'), tape.Trades[0]);
        Assert.Equal(new Trade(EventTime.Parse("2013-10-07T23:59:59.536Z"), spy, 167.3, 100, TradeConditions.ExtendedHours, 'K'), tape.Trades[^1]);
    }

    // Of the first quote only the ask is there; of the last, which is suspicious, too.
    [Fact]
    public void The_first_and_the_last_quote_of_a_file_are_those_worked_out_by_hand()
    {
        var tape = Tape.Of(new LeanFeed(Path.Combine(Folder(), "ibm", "20131007_quote.zip"), TickFileOptions.Default));
        var ibm = Symbol.Of("IBM");
        Assert.Equal(new Quote(EventTime.Parse("2013-10-07T08:00:00.054Z"), ibm, 0, 0, 183.63, 100, 1, 'Q'), tape.Quotes[0]);
        Assert.Equal(new Quote(EventTime.Parse("2013-10-08T00:00:00.122Z"), ibm, 0, 0, 186, 100, 1, 'P', true), tape.Quotes[^1]);
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Cep.sln"))) root = root.Parent;
        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "data", "lean");
        if (folder is null || !Directory.Exists(folder)) Assert.Skip("The market data of ../shared/data/lean is not on this machine.");
        return folder;
    }
}
