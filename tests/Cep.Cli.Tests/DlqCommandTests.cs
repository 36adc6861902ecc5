using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class DlqCommandTests
{
    [Fact]
    public void Dead_letters_of_a_replay_are_listed_shown_given_back_and_put_aside_and_the_counts_add_up()
    {
        using var folder = new TestFolder();
        var day = folder.DirtyDay();
        CommandRun.Good("replay", day, "--rules", "block-trade", "--json", "--dead-letters", folder["d.jsonl"]);
        var total = File.ReadLines(folder["d.jsonl"]).Count();
        var lines = CommandRun.Good("dlq", "list", folder["d.jsonl"], "--json").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((total, total, 0, 0), CountsOf(lines[^1]));

        var id = JsonDocument.Parse(lines[0]).RootElement.GetProperty("id").GetString()!;
        var shown = JsonDocument.Parse(CommandRun.Good("dlq", "show", folder["d.jsonl"], id[..10]).Out).RootElement;
        Assert.Equal("malformed", shown.GetProperty("letter").GetProperty("reason").GetString());
        Assert.Equal("open", shown.GetProperty("state").GetString());

        Assert.StartsWith("discarded 1; ", CommandRun.Good("dlq", "discard", folder["d.jsonl"], id).Out, StringComparison.Ordinal);
        var requeued = CommandRun.Good("dlq", "requeue", folder["d.jsonl"], "--all", "--out", folder["again.csv"], "--header", "time,symbol,price,size");
        Assert.StartsWith($"requeued {total - 1}; {total} dead letters = 0 open + {total - 1} requeued + 1 discarded", requeued.Out, StringComparison.Ordinal);
        Assert.Equal(total, File.ReadLines(folder["again.csv"]).Count());
        Assert.Equal((total, 0, total - 1, 1), CountsOf(CommandRun.Good("dlq", "list", folder["d.jsonl"], "--json").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]));
        Assert.Contains("requeued", CommandRun.Good("dlq", "list", folder["d.jsonl"], "--state", "requeued").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say which dead letters are meant", ExitCodes.WrongUsage, "discard")]
    [InlineData("say which dead letters are meant", ExitCodes.WrongUsage, "requeue", "--out", "x.csv")]
    [InlineData("no dead letter is meant by this", ExitCodes.WrongUsage, "show", "ffff")]
    [InlineData("malformed, rulefault, sinkfailure", ExitCodes.WrongUsage, "list", "--reason", "bad")]
    public void What_is_not_clear_is_refused(string message, int exitCode, params string[] arguments)
    {
        using var folder = new TestFolder();
        var letters = folder.Write("d.jsonl", """{"reason":"malformed","source":"a.csv","position":1,"message":"m","raw":"r"}""" + "\n");
        var run = CommandRun.Of(["dlq", arguments[0], letters, .. arguments[1..]]);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.False(File.Exists(letters + ".journal"));
    }

    [Fact]
    public void A_missing_file_fails_and_is_named()
    {
        var run = CommandRun.Of("dlq", "list", "nowhere.jsonl");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("nowhere.jsonl", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_given_back_is_told_and_stays_open()
    {
        using var folder = new TestFolder();
        var letters = folder.Write("d.jsonl", """{"reason":"ruleFault","source":"r","position":1,"rule":"r","version":1,"message":"m"}""" + "\n");
        var run = CommandRun.Of("dlq", "requeue", letters, "--all", "--out", folder["again.csv"]);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("1 stay open: it holds no raw input.", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 dead letters = 1 open + 0 requeued + 0 discarded", run.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["again.csv"]));
    }

    private static (int Total, int Open, int Requeued, int Discarded) CountsOf(string line)
    {
        var counts = JsonDocument.Parse(line).RootElement;
        int Of(string name) => counts.GetProperty(name).GetInt32();
        Assert.Equal(Of("total"), Of("open") + Of("requeued") + Of("discarded"));
        return (Of("total"), Of("open"), Of("requeued"), Of("discarded"));
    }
}
