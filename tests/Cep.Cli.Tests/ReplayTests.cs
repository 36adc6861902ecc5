using System.Security.Cryptography;
using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class ReplayTests
{
    /// <summary>Of these prints the second (10,000 shares) and the fourth (5,000 × 50 = 250,000) are block trades.</summary>
    private const string FourPrints = """
        time,symbol,price,size
        2026-03-16T14:30:00Z,ACME,10,100
        2026-03-16T14:30:01Z,ACME,10,10000
        2026-03-16T14:30:02Z,BOLT,50,100
        2026-03-16T14:30:03Z,BOLT,50,5000

        """;

    [Fact]
    public void Block_trades_of_four_prints_are_the_two_large_ones()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--rules", "block-trade", "--out", folder["o.jsonl"], "--json");
        var lines = File.ReadAllLines(folder["o.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["ACME", "BOLT"], lines.Select(line => line.GetProperty("key").GetString()));
        Assert.Equal(["2026-03-16T14:30:01.000000000Z", "2026-03-16T14:30:03.000000000Z"], lines.Select(line => line.GetProperty("time").GetString()));
        Assert.Equal(4, run.Summary.GetProperty("events").GetInt64());
        Assert.Equal(2, run.Summary.GetProperty("derivedEvents").GetProperty("block-trade").GetInt64());
        Assert.Equal("2026-03-16T14:30:00.000000000Z", run.Summary.GetProperty("firstTime").GetString());
        Assert.Equal("2026-03-16T14:30:03.000000000Z", run.Summary.GetProperty("lastTime").GetString());
        Assert.False(run.Summary.GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public void Rows_out_of_order_within_the_bound_give_what_the_ordered_ones_give()
    {
        using var folder = new TestFolder();
        var rows = FourPrints.Split('\n');
        var shuffled = folder.Write("s.csv", string.Join('\n', rows[0], rows[3], rows[1], rows[4], rows[2], ""));
        var ordered = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--json");
        var bounded = CommandRun.Good("replay", shuffled, "--disorder-bound", "2s", "--json");
        Assert.Equal(ordered.Hash, bounded.Hash);
        Assert.Equal(0, bounded.Summary.GetProperty("late").GetInt64());
        Assert.Equal(2, CommandRun.Good("replay", shuffled, "--json").Summary.GetProperty("late").GetInt64());
        Assert.Equal(4, CommandRun.Good("replay", shuffled, "--late", "adjust", "--json").Summary.GetProperty("events").GetInt64());
        Assert.Equal(1, CommandRun.Of("replay", shuffled, "--late", "throw", "--json").ExitCode);
        Assert.Equal(2, CommandRun.Of("replay", shuffled, "--disorder-bound", "soon").ExitCode);
    }

    [Fact]
    public void Json_prints_one_object_with_all_fields()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--json", "--shards", "2");
        string[] expected =
        [
            "events", "derivedEvents", "deadLetters", "late", "revising", "provisional", "retracted", "skippedRows", "outOfRange", "elapsedSeconds", "eventsPerSecond",
            "outputSha256", "firstTime", "lastTime", "shards", "state", "partialMatches", "partialMatchEnds", "interrupted", "stopped", "heldBy", "feeds",
        ];
        Assert.Equal(expected, run.Summary.EnumerateObject().Select(property => property.Name));
        Assert.Equal(2, run.Summary.GetProperty("shards").GetInt32());
        Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Output_is_the_same_for_any_shards_batch_size_sink_and_with_a_report()
    {
        using var folder = new TestFolder();
        var day = folder.DirtyDay();
        var hash = CommandRun.Good("replay", day, "--json").Hash;
        string[][] ways =
        [
            ["--shards", "2"], ["--shards", "4", "--batch-size", "7"], ["--batch-size", "1"], ["--batch-size", "100000"],
            ["--out", folder["o.arrow"]], ["--report", folder["r.html"]], ["--out", folder["o.jsonl"], "--shards", "3", "--report", folder["s.html"]],
        ];
        foreach (var way in ways) Assert.Equal(hash, CommandRun.Good(["replay", day, "--json", .. way]).Hash);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["o.jsonl"]))));
    }

    [Fact]
    public void Report_is_not_among_the_rules_of_the_summary()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--rules", "block-trade", "--report", folder["r.html"], "--json");
        Assert.Equal(["block-trade"], run.Summary.GetProperty("derivedEvents").EnumerateObject().Select(rule => rule.Name));
    }

    [Fact]
    public void A_dash_writes_json_lines_to_standard_output_and_nothing_else()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--rules", "block-trade", "--out", "-");
        Assert.All(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal("block-trade", JsonDocument.Parse(line).RootElement.GetProperty("rule").GetString()));
        Assert.Contains("4 events", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_output_the_first_derived_events_are_a_table()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--rules", "block-trade");
        Assert.Contains("2026-03-16T14:30:01.000000000Z", run.Out, StringComparison.Ordinal);
        Assert.Contains("output SHA-256", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipients_get_the_grades_that_are_addressed_to_them()
    {
        using var folder = new TestFolder();
        // Notional 600,000 is notable, 2,000,000 large, 6,000,000 exceptional.
        var file = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,A,100,6000\n2026-03-16T14:30:01Z,B,100,20000\n2026-03-16T14:30:02Z,C,100,60000\n");
        CommandRun.Good("replay", file, "--rules", "important-prints", "--recipient", $"tape={folder["tape.jsonl"]}", "--recipient", $"desk={folder["desk.jsonl"]}", "--recipient", $"risk={folder["risk.jsonl"]}", "--json");
        Assert.Equal(["A", "B", "C"], Keys("tape.jsonl"));
        Assert.Equal(["B", "C"], Keys("desk.jsonl"));
        Assert.Equal(["C"], Keys("risk.jsonl"));

        IEnumerable<string?> Keys(string name) => File.ReadLines(folder[name]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString());
    }

    [Fact]
    public void From_and_to_bound_the_run()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", FourPrints), "--rules", "block-trade", "--json", "--from", "2026-03-16T14:30:01Z", "--to", "2026-03-16T14:30:03Z");
        Assert.Equal(2, run.Summary.GetProperty("events").GetInt64());
        Assert.Equal(1, run.Summary.GetProperty("outOfRange").GetInt64());
    }

    [Fact]
    public void Set_overrides_the_configuration_file()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", FourPrints);
        var config = folder.Write("c.json", """{"rules": {"block-trade": {"minSize": 100, "minNotional": 1e9}}}""");
        Assert.Equal(4, Blocks("--config", config));
        Assert.Equal(1, Blocks("--config", config, "--set", "block-trade.minSize=10000"));

        long Blocks(params string[] options) =>
            CommandRun.Good(["replay", file, "--rules", "block-trade", "--json", .. options]).Summary.GetProperty("derivedEvents").GetProperty("block-trade").GetInt64();
    }
}
