using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>A replay says which matches have begun.</summary>
public sealed class PartialMatchesTests
{
    /// <summary>With two falls and two rises asked for ACME has made its first rise; BOLT has fallen once.</summary>
    private const string Prints = """
        time,symbol,price,size
        2026-03-16T14:30:00Z,ACME,10,100
        2026-03-16T14:30:01Z,ACME,9,100
        2026-03-16T14:30:02Z,ACME,8,100
        2026-03-16T14:30:03Z,BOLT,50,100
        2026-03-16T14:30:04Z,BOLT,49,100
        2026-03-16T14:30:05Z,ACME,8.5,100

        """;

    private static readonly string[] VShape = ["--rules", "v-shape", "--set", "v-shape.falls=2", "--set", "v-shape.rises=2"];

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Json_tells_how_many_at_which_stage_and_since_when(string shards)
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good(["replay", folder.Write("t.csv", Prints), .. VShape, "--shards", shards, "--json"]);

        // Of ACME the print of 14:30:05 may be the top of another V; of BOLT both prints may.
        const string Expected = """
            {"alive":4,"byStage":{"Falls":3,"Rises":1},"oldest":"2026-03-16T14:30:00.000000000Z","limitStruck":0,"keys":2,"oldestKeys":[{"key":"ACME","alive":2,"byStage":{"Falls":1,"Rises":1},"since":"2026-03-16T14:30:00.000000000Z"},{"key":"BOLT","alive":2,"byStage":{"Falls":2},"since":"2026-03-16T14:30:03.000000000Z"}]}
            """;
        Assert.Equal(Expected, run.Summary.GetProperty("partialMatches").GetProperty("v-shape").GetRawText());
    }

    [Fact]
    public void The_summary_for_people_has_a_line_for_it()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good(["replay", folder.Write("t.csv", Prints), .. VShape]);
        Assert.Contains("partial matches of v-shape: 4 in 2 keys · Falls: 3 · Rises: 1 · oldest:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_without_patterns_have_none()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("replay", folder.Write("t.csv", Prints), "--rules", "block-trade", "--json");
        Assert.Equal(JsonValueKind.Object, run.Summary.GetProperty("partialMatches").ValueKind);
        Assert.Empty(run.Summary.GetProperty("partialMatches").EnumerateObject());
    }
}
