using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>What becomes of rows that are out of order beyond the bound.</summary>
public sealed class LatenessTests
{
    /// <summary>The third print is late by 4 s, the fifth by 6 s.</summary>
    private const string Prints = """
        time,symbol,price,size
        2026-03-16T14:30:00Z,ACME,10,100
        2026-03-16T14:30:05Z,ACME,10,100
        2026-03-16T14:30:01Z,BOLT,20,10000
        2026-03-16T14:30:08Z,ACME,10,100
        2026-03-16T14:30:02Z,ACME,11,300

        """;

    [Fact]
    public void Late_events_go_to_a_file_with_their_place_how_late_they_were_and_all_they_say()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", Prints), "--late", folder["late.jsonl"], "--json");
        Assert.Equal(2, run.Summary.GetProperty("late").GetInt64());
        Assert.Equal(3, run.Summary.GetProperty("events").GetInt64());
        var lines = File.ReadAllLines(folder["late.jsonl"]);
        Assert.Equal(2, lines.Length);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(["feed", "position", "time", "reached", "latenessNanos", "type", "data"], first.EnumerateObject().Select(property => property.Name));
        Assert.Equal(folder["t.csv"], first.GetProperty("feed").GetString());
        Assert.Equal(4, first.GetProperty("position").GetInt64());
        Assert.Equal("2026-03-16T14:30:01.000000000Z", first.GetProperty("time").GetString());
        Assert.Equal("2026-03-16T14:30:05.000000000Z", first.GetProperty("reached").GetString());
        Assert.Equal(4_000_000_000, first.GetProperty("latenessNanos").GetInt64());
        Assert.Equal("Trade", first.GetProperty("type").GetString());
        Assert.Equal("BOLT", first.GetProperty("data").GetProperty("symbol").GetString());
        Assert.Equal(10_000, first.GetProperty("data").GetProperty("size").GetDouble());
        var second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(6_000_000_000, second.GetProperty("latenessNanos").GetInt64());
        Assert.Equal(11, second.GetProperty("data").GetProperty("price").GetDouble());
    }

    [Fact]
    public void Each_input_is_told_with_its_events_and_how_far_it_came_and_files_are_never_idle()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", Prints), folder.Write("u.csv", "time,symbol,price,size\n2026-03-16T14:00:00Z,ACME,10,100\n"), "--idle-after", "1ms", "--json");
        var feeds = run.Summary.GetProperty("feeds").EnumerateArray().Select(feed =>
            $"{Path.GetFileName(feed.GetProperty("name").GetString())} {feed.GetProperty("events")} {feed.GetProperty("late")} {feed.GetProperty("heartbeats")} {feed.GetProperty("watermark")} {feed.GetProperty("state")}");
        Assert.Equal(["t.csv 5 2 0 2026-03-16T14:30:08.000000000Z ended", "u.csv 1 0 0 2026-03-16T14:00:00.000000000Z ended"], feeds);
        Assert.Equal(JsonValueKind.Null, run.Summary.GetProperty("heldBy").ValueKind);
        Assert.Equal(ExitCodes.WrongUsage, CommandRun.Of("replay", folder["t.csv"], "--idle-after", "0s").ExitCode);
    }

    [Fact]
    public void The_file_of_late_events_is_the_same_for_any_shards_and_batch_size()
    {
        using var folder = new TestFolder();
        string Late(params string[] way)
        {
            CommandRun.Good(["replay", folder.Write("t.csv", Prints), folder.Write("u.csv", Prints), "--late", folder["late.jsonl"], "--json", .. way]);
            return File.ReadAllText(folder["late.jsonl"]);
        }

        var whole = Late();
        Assert.Equal(4, whole.Count(character => character == '\n'));
        Assert.Equal(whole, Late("--batch-size", "1"));
        Assert.Equal(whole, Late("--shards", "3", "--batch-size", "2"));
    }

    [Fact]
    public void A_late_print_within_the_allowed_lateness_is_derived_and_becomes_final()
    {
        using var folder = new TestFolder();
        string[] replay = ["replay", folder.Write("t.csv", Prints), "--rules", "block-trade", "--allowed-lateness", "1m", "--out", folder["o.jsonl"]];
        var summary = CommandRun.Good([.. replay, "--json"]).Summary;
        Assert.Equal(0, summary.GetProperty("late").GetInt64());
        Assert.Equal(2, summary.GetProperty("revising").GetInt64());
        Assert.Equal(5, summary.GetProperty("events").GetInt64());
        Assert.Equal(1, summary.GetProperty("provisional").GetInt64());
        Assert.Equal(0, summary.GetProperty("retracted").GetInt64());
        var statuses = File.ReadAllLines(folder["o.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("status").GetString());
        Assert.Equal(["provisional", "final"], statuses);
        Assert.Contains("late within the allowed lateness: 2 · provisional: 1 · retracted: 0", CommandRun.Good(replay).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_policy_is_no_file()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("replay", folder.Write("t.csv", Prints), "--late", "drip");
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("expected drop, adjust, throw, or a file such as late.jsonl", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_late_events_can_not_be_an_input()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", Prints);
        Assert.Equal(ExitCodes.WrongUsage, CommandRun.Of("replay", file, "--late", file).ExitCode);
        Assert.Equal(Prints, File.ReadAllText(file));
    }
}
