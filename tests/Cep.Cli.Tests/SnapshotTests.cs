using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>A replay that is stopped, restored and goes on derives what one without a break does.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Stopped_and_gone_on_with_gives_the_same_bytes()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "40000", "--dirty", "0.1%", "--seed", "7", "--out", folder["day.csv"]);
        CommandRun.Good("replay", folder["day.csv"], "--out", folder["whole.jsonl"]);
        var moment = MiddleOf(folder["whole.jsonl"]);
        var stopped = CommandRun.Good("replay", folder["day.csv"], "--snapshots", folder["snapshots"], "--snapshot-interval", "30m", "--stop-at", moment, "--out", folder["before.jsonl"], "--json");
        Assert.True(stopped.Summary.GetProperty("stopped").GetBoolean());
        Assert.True(Directory.GetFiles(folder["snapshots"]).Length > 2);
        CommandRun.Good("replay", folder["day.csv"], "--from-snapshot", folder["snapshots"], "--shards", "3", "--batch-size", "77", "--out", folder["after.jsonl"]);
        var (before, after) = (File.ReadAllText(folder["before.jsonl"]), File.ReadAllText(folder["after.jsonl"]));
        Assert.NotEmpty(before);
        Assert.NotEmpty(after);
        Assert.Equal(File.ReadAllText(folder["whole.jsonl"]), before + after);

        // Restored to the same moment from an older snapshot, and from the beginning: the same state.
        File.Delete(Directory.GetFiles(folder["snapshots"]).Max()!);
        var restored = CommandRun.Good("restore", folder["day.csv"], "--snapshots", folder["snapshots"], "--at", moment, "--write", folder["at.snapshot"], "--json");
        var again = CommandRun.Good("restore", folder["day.csv"], "--at", moment, "--write", folder["again.snapshot"], "--json");
        Assert.Equal(again.Out, restored.Out);
        Assert.Contains("ema-breakout", restored.Out, StringComparison.Ordinal);
        CommandRun.Good("replay", folder["day.csv"], "--from-snapshot", folder["at.snapshot"], "--out", folder["after2.jsonl"]);
        Assert.Equal(after, File.ReadAllText(folder["after2.jsonl"]));
    }

    [Fact]
    public void What_is_wrong_with_a_snapshot_is_said()
    {
        using var folder = new TestFolder();
        var ticks = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,100\n");
        var damaged = folder.Write("x.snapshot", "nothing");
        var run = CommandRun.Of("replay", ticks, "--from-snapshot", damaged);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("x.snapshot: This is no snapshot", run.Error, StringComparison.Ordinal);
        var late = CommandRun.Of("restore", ticks, "--at", "2026-03-17T00:00:00Z");
        Assert.Equal(ExitCodes.WrongUsage, late.ExitCode);
        Assert.Contains("The inputs end at 2026-03-16T14:30:00.000000000Z, before 2026-03-17", late.Error, StringComparison.Ordinal);
    }

    private static string MiddleOf(string lines)
    {
        var all = File.ReadAllLines(lines);
        return JsonDocument.Parse(all[all.Length / 2]).RootElement.GetProperty("time").GetString()!;
    }
}
