using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>A replay says why a pattern did not match.</summary>
public sealed class ExplainTests
{
    /// <summary>Two falls and a rise, then a print at the same price; BOLT has fallen once.</summary>
    private const string Prints = """
        time,symbol,price,size
        2026-03-16T14:30:00Z,ACME,10,100
        2026-03-16T14:30:01Z,ACME,9,100
        2026-03-16T14:30:02Z,ACME,8,100
        2026-03-16T14:30:03Z,BOLT,50,100
        2026-03-16T14:30:04Z,BOLT,49,100
        2026-03-16T14:30:05Z,ACME,8.5,100
        2026-03-16T14:30:06Z,ACME,8.5,100

        """;

    private static readonly string[] VShape = ["--rules", "v-shape", "--set", "v-shape.falls=2", "--set", "v-shape.rises=2"];

    [Fact]
    public void People_read_what_was_taken_and_what_ended_it()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good(["replay", folder.Write("t.csv", Prints), .. VShape, "--explain", "v-shape:ACME"]);
        Assert.Contains(
            """
            2026-03-16T14:30:06.000000000Z v-shape ACME: condition failed, waiting for Rises
                Falls      #0 14:30:00.000000 price=10 size=100 notional=1000
                Falls      #1 14:30:01.000000 price=9 size=100 notional=900
                Falls      #2 14:30:02.000000 price=8 size=100 notional=800
                Rises      #5 14:30:05.000000 price=8.5 size=100 notional=850
                ended by   #6 14:30:06.000000 price=8.5 size=100 notional=850
            """.ReplaceLineEndings("\n"),
            run.Out,
            StringComparison.Ordinal);
        Assert.DoesNotContain("BOLT:", run.Out, StringComparison.Ordinal);

        // The prints of 9, 8, 8.5 and 10 die of the next ones; the last print waits until its time is up.
        Assert.Contains("explained v-shape: condition failed: 4 · timed out: 1", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_gets_all_of_it_and_the_same_for_any_shards()
    {
        using var folder = new TestFolder();
        string Lines(string name, params string[] options)
        {
            var run = CommandRun.Good(["replay", folder.Write("t.csv", Prints), .. VShape, "--explain", "v-shape", "--explain-to", folder[name], "--json", .. options]);
            Assert.Equal("""{"conditionFailed":4,"timedOut":3}""", run.Summary.GetProperty("partialMatchEnds").GetProperty("v-shape").GetRawText());
            return File.ReadAllText(folder[name]);
        }

        var lines = Lines("one.jsonl");
        Assert.Equal(7, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["rule", "key", "time", "pattern", "fate", "since", "reached", "awaited", "taken", "events", "endedBy"], JsonDocument.Parse(lines.Split('\n')[0]).RootElement.EnumerateObject().Select(part => part.Name));
        Assert.Equal(lines, Lines("three.jsonl", "--shards", "3", "--batch-size", "2"));
    }

    [Fact]
    public void A_rule_without_a_pattern_is_refused_before_any_output_is_touched()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("replay", folder.Write("t.csv", Prints), "--rules", "block-trade,v-shape", "--explain", "block-trade", "--out", folder["out.jsonl"]);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("Rule 'block-trade' can't be explained: it has no pattern. Those with a pattern are v-shape.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.jsonl"]));
    }

    [Theory]
    [InlineData("--explain-to 'x.jsonl' says where to, but not what", "--explain-to", "x.jsonl")]
    [InlineData("--explain 'v-shape:' is not RULE or RULE:KEY", "--explain", "v-shape:")]
    public void Options_that_make_no_sense_are_refused(string message, params string[] options)
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of(["replay", folder.Write("t.csv", Prints), .. VShape, .. options]);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_which_nothing_is_known_is_named()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good(["replay", folder.Write("t.csv", Prints), .. VShape, "--explain", "v-shape:CORE"]);
        Assert.Contains("v-shape:CORE: no partial match ended.", run.Out, StringComparison.Ordinal);
    }
}
