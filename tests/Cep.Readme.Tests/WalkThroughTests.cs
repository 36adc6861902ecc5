using System.Text.Json;
using Cep.Readme.Documents;
using Cep.Tidy;

namespace Cep.Readme;

public sealed class WalkThroughTests(WalkThrough walk) : IClassFixture<WalkThrough>
{
    [Fact]
    public void Every_block_of_commands_runs()
    {
        SkipOnWindows();
        Assert.All(FencedBlock.Of("bash"), block =>
        {
            var (exitCode, text) = walk.ResultOf(block);
            Assert.True(exitCode == 0, $"{block} ended with {exitCode}:\n{block.Text}\n{text}");
        });
    }

    [Fact]
    public void A_derived_event_looks_as_the_README_shows_it()
    {
        SkipOnWindows();
        var lines = walk.Read("jumps.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.Equal(ShapeOf(Shown("\"rule\"")), ShapeOf(lines[0]));
    }

    [Fact]
    public void The_summary_looks_as_the_README_shows_it()
    {
        SkipOnWindows();
        var (_, text) = walk.Run("./cep replay day.csv --rules price-jump --set price-jump.percent=0.2 --out again.jsonl --json 2>/dev/null");
        Assert.Equal(ShapeOf(Shown("\"events\"")), ShapeOf(text));
    }

    [Fact]
    public void A_pattern_is_explained_as_its_page_shows_it()
    {
        SkipOnWindows();
        var blocks = FencedBlock.All.Where(block => block.Document == "engine/docs/patterns.md").ToList();
        var commands = blocks.FindIndex(block => block.Text.Contains("--explain", StringComparison.Ordinal));
        Assert.Contains(blocks[commands + 1].Text, walk.ResultOf(blocks[commands]).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "./cep rules list")]
    [InlineData(1, "./cep replay nowhere.csv")]
    [InlineData(2, "./cep replay day.csv --rules no-such-rule")]
    [InlineData(2, "./cep replay day.csv --rules price-jump --set price-jump.percent=-1")]
    [InlineData(2, "./cep no-such-command")]
    public void Exit_codes_are_those_of_the_README(int exitCode, string command)
    {
        SkipOnWindows();
        Assert.Contains($"\n| {exitCode} | ", RepositoryFiles.Read("README.md"), StringComparison.Ordinal);
        var (found, text) = walk.Run(command);
        Assert.True(exitCode == found, $"{command} ended with {found}, not {exitCode}:\n{text}");
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands of the documents are written for bash.");

    private static string Shown(string property) =>
        FencedBlock.Of("json").First(block => block.Document == "README.md" && block.Text.Contains(property, StringComparison.Ordinal)).Text;

    /// <summary>The names and kinds of all values, in order.</summary>
    private static string ShapeOf(string json) => string.Join('\n', ShapeOf(JsonDocument.Parse(json).RootElement, ""));

    private static IEnumerable<string> ShapeOf(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(property => ShapeOf(property.Value, $"{path}.{property.Name}")).Prepend($"{path} object")
        : [$"{path} {(element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "flag" : element.ValueKind.ToString())}"];
}
