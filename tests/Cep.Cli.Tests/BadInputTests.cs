using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class BadInputTests
{
    [Fact]
    public void Events_and_dead_letters_add_up_to_the_rows()
    {
        using var folder = new TestFolder();
        var day = folder.DirtyDay();
        var run = CommandRun.Good("replay", day, "--json", "--dead-letters", folder["d.jsonl"]);
        var rows = File.ReadLines(day).Count() - 1;
        var letters = run.Summary.GetProperty("deadLetters").GetProperty("malformed").GetInt64();
        Assert.True(letters > 0);
        Assert.Equal(20_000, run.Summary.GetProperty("events").GetInt64());
        Assert.Equal(rows, 20_000 + letters);
        Assert.Equal(letters, File.ReadLines(folder["d.jsonl"]).Count());
    }

    [Fact]
    public void A_dead_letter_tells_file_line_and_raw_text()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,100\n2026-03-16T14:30:01Z,ACME,ten,100\n");
        CommandRun.Good("replay", file, "--dead-letters", folder["d.jsonl"]);
        var letter = JsonDocument.Parse(File.ReadAllText(folder["d.jsonl"])).RootElement;
        Assert.Equal("malformed", letter.GetProperty("reason").GetString());
        Assert.Equal(3, letter.GetProperty("position").GetInt64());
        Assert.Equal("2026-03-16T14:30:01Z,ACME,ten,100", letter.GetProperty("raw").GetString());
    }

    [Fact]
    public void A_late_row_is_counted_and_reported_with_its_line()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:05Z,ACME,10,100\n2026-03-16T14:30:01Z,ACME,10,100\n");
        var run = CommandRun.Good("replay", file, "--json");
        Assert.Equal(1, run.Summary.GetProperty("late").GetInt64());
        Assert.Equal(1, run.Summary.GetProperty("events").GetInt64());
        Assert.Contains("t.csv:3:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_late_rows_ten_are_told_and_the_others_counted()
    {
        using var folder = new TestFolder();
        var late = string.Concat(Enumerable.Repeat("2026-03-16T14:30:01Z,ACME,10,100\n", 25));
        var run = CommandRun.Good("replay", folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:05Z,ACME,10,100\n" + late), "--json");
        Assert.Equal(10, run.Error.Split('\n').Count(line => line.Contains("t.csv:", StringComparison.Ordinal)));
        Assert.Contains("15 more", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_throws_becomes_a_dead_letter_and_the_run_goes_on()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", "time,symbol,price,size\n" + string.Concat(Enumerable.Range(1, 1500).Select(size => $"2026-03-16T14:30:00Z,ACME,10,{size}\n")));
        var run = CommandRun.Good(
            "replay", file, "--rules-assembly", typeof(ThrowingRule).Assembly.Location, "--rules", "throws-at-thousand", "--json", "--dead-letters", folder["d.jsonl"]);
        Assert.Equal(1499, run.Summary.GetProperty("derivedEvents").GetProperty("throws-at-thousand").GetInt64());
        Assert.Equal(1, run.Summary.GetProperty("deadLetters").GetProperty("ruleFault").GetInt64());
        Assert.Contains("the thousandth", File.ReadAllText(folder["d.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_fails_and_is_named()
    {
        var run = CommandRun.Of("replay", "no-such-file.csv");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("no-such-file.csv", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_tick_files_fails_and_is_named()
    {
        using var folder = new TestFolder();
        folder.Write("readme.txt", "nothing here");
        var run = CommandRun.Of("replay", folder["."]);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("no tick file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--dead-letters")]
    [InlineData("--report")]
    public void A_full_disk_fails_with_the_path(string option)
    {
        if (!File.Exists("/dev/full")) Assert.Skip("This system has no /dev/full.");
        using var folder = new TestFolder();
        var run = CommandRun.Of("replay", folder.DirtyDay(), "--json", option, "/dev/full");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("/dev/full", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void An_input_that_breaks_off_fails_and_keeps_what_was_derived_until_then()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "50000", "--seed", "3", "--out", folder["day.csv.gz"]);
        var whole = File.ReadAllBytes(folder["day.csv.gz"]);
        File.WriteAllBytes(folder["cut.csv.gz"], whole[..(whole.Length * 3 / 4)]);
        var run = CommandRun.Of("replay", folder["cut.csv.gz"], "--out", folder["o.jsonl"], "--json");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("cut.csv.gz", run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllLines(folder["o.jsonl"]));
        Assert.All(File.ReadAllLines(folder["o.jsonl"]), line => JsonDocument.Parse(line));
    }

    [Fact]
    public void A_request_to_stop_ends_with_its_own_exit_code_and_a_summary()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of(terminal => terminal.RequestStop(), "replay", folder.DirtyDay(), "--json", "--out", folder["o.jsonl"]);
        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        Assert.True(run.Summary.GetProperty("interrupted").GetBoolean());
        Assert.True(File.Exists(folder["o.jsonl"]));
    }
}
