using System.Security.Cryptography;

namespace Cep.Cli.Tests;

/// <summary>Events of files put out of order, and a replay that puts them back.</summary>
public sealed class DisorderingTests
{
    [Theory]
    [InlineData("shuffled.csv", "5s")]
    [InlineData("shuffled.arrow", "5s")]
    [InlineData("shuffled.parquet", "10m")]
    public void A_replay_with_the_span_as_its_disorder_bound_gives_the_bytes_of_the_ordered_files(string name, string span)
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "20000", "--symbols", "6", "--quotes", "--out", folder["lean/"]);
        var ordered = CommandRun.Good("replay", folder["lean/"], "--json");
        var told = CommandRun.Good("generate", "--from", folder["lean/"], "--shuffle", span, "--seed", "7", "--out", folder[name]);
        Assert.Contains("20,000 rows of 20,000 events", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(": 0 out of order", told.Error, StringComparison.Ordinal);
        foreach (var shards in new[] { "1", "2", "3", "4" })
        {
            var replayed = CommandRun.Good("replay", folder[name], "--disorder-bound", span, "--shards", shards, "--json");
            Assert.Equal(0, replayed.Summary.GetProperty("late").GetInt64());
            Assert.Equal(ordered.Hash, replayed.Hash);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "5000", "--out", folder["day.csv"]);
        Assert.Equal(Shuffled("a.csv", "1"), Shuffled("b.csv", "1"));
        Assert.NotEqual(Shuffled("a.csv", "1"), Shuffled("c.csv", "2"));

        string Shuffled(string name, string seed)
        {
            CommandRun.Good("generate", "--from", folder["day.csv"], "--shuffle", "1m", "--duplicate", "1%", "--late", "1%", "--seed", seed, "--out", folder[name]);
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[name])));
        }
    }

    [Fact]
    public void Events_of_equal_time_keep_their_order()
    {
        using var folder = new TestFolder();
        var rows = Enumerable.Range(0, 600).Select(i => $"2013-10-07T13:30:{i / 20:00}Z,A,{i + 1},1");
        var file = folder.Write("ties.csv", "time,symbol,price,size\n" + string.Join('\n', rows) + "\n");
        CommandRun.Good("generate", "--from", file, "--shuffle", "5s", "--out", folder["out.csv"]);
        var written = File.ReadLines(folder["out.csv"]).Skip(1).Select(row => row.Split(',')).Select(row => (Time: row[0], Price: double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.NotEqual(written.OrderBy(row => row.Price), written);
        Assert.All(written.GroupBy(row => row.Time), tie => Assert.Equal(tie.OrderBy(row => row.Price), tie));
    }

    [Fact]
    public void Rows_that_are_told_late_are_late_in_a_replay_and_repeated_ones_are_there_twice()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "20000", "--symbols", "6", "--out", folder["day.csv"]);
        var told = CommandRun.Good("generate", "--from", folder["day.csv"], "--shuffle", "10m", "--duplicate", "2%", "--late", "1%", "--out", folder["out.csv"]).Error;
        var summary = CommandRun.Good("replay", folder["out.csv"], "--disorder-bound", "10m", "--json").Summary;
        var (events, late) = (summary.GetProperty("events").GetInt64(), summary.GetProperty("late").GetInt64());
        // 1 % and 2 % of 20,000, give or take four times the square root.
        Assert.InRange(late, 140, 260);
        Assert.InRange(events + late - 20_000, 320, 480);
        Assert.Contains($" {late} later than 10m", told, StringComparison.Ordinal);
        Assert.Contains($" {events + late - 20_000} repeated", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shuffle", "5s", "with --from")]
    [InlineData("--late-by", "5s", "with --from")]
    public void Disorder_without_files_is_refused(string option, string value, string advice)
    {
        var run = CommandRun.Of("generate", option, value, "--out", "never.csv");
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--symbols", "5", "out.csv", "--symbols says what a synthetic day")]
    [InlineData("--late-by", "1s", "out.csv", "would not be late")]
    [InlineData("--late", "1%", "folder", "LEAN folder")]
    public void What_does_not_fit_files_is_refused(string option, string value, string output, string message)
    {
        using var folder = new TestFolder();
        var file = folder.Write("one.csv", "time,symbol,price,size\n2013-10-07T13:30:00Z,A,1,1\n");
        var run = CommandRun.Of("generate", "--from", file, "--shuffle", "5s", option, value, "--out", folder[output]);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
