using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class RulesCommandTests
{
    private static readonly string[] Shipped = ["block-trade", "buy-opportunity", "effective-spread", "ema-breakout", "important-prints", "volume-spike"];

    [Fact]
    public void All_rules_are_listed()
    {
        var run = CommandRun.Good("rules", "list");
        Assert.All(Shipped, rule => Assert.Contains(rule, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_is_described_with_its_parameters()
    {
        var run = CommandRun.Good("rules", "describe", "ema-breakout");
        Assert.All(["fast", "38", "slow", "100", "EmaBreakout", "warm-up"], text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void A_schema_file_is_written_for_each_rule()
    {
        using var folder = new TestFolder();
        CommandRun.Good("rules", "schema", "--out", folder["schemas"]);
        Assert.Equal(Shipped.Select(rule => rule + ".schema.json"), Directory.GetFiles(folder["schemas"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_line_of_every_rule_keeps_to_its_schema()
    {
        using var folder = new TestFolder();
        CommandRun.Good("demo", "--out", folder["demo"]);
        CommandRun.Good("generate", "--quotes", "--ticks", "20000", "--seed", "4", "--out", folder["quotes.csv"]);
        CommandRun.Good("replay", folder["quotes.csv"], "--rules", "effective-spread", "--out", folder["spreads.jsonl"]);
        var schemas = JsonDocument.Parse(CommandRun.Good("rules", "schema").Out).RootElement;
        var seen = new HashSet<string>();
        foreach (var line in File.ReadLines(folder["demo/derived.jsonl"]).Concat(File.ReadLines(folder["spreads.jsonl"])))
        {
            var derived = JsonDocument.Parse(line).RootElement;
            seen.Add(derived.GetProperty("rule").GetString()!);
            Assert.Empty(SchemaValidator.Check(schemas.GetProperty(derived.GetProperty("rule").GetString()!), derived));
        }

        Assert.Equal(Shipped, seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"extra":1}""")]
    public void A_wrong_line_does_not_keep_to_a_schema(string line)
    {
        var schema = JsonDocument.Parse(CommandRun.Good("rules", "schema", "block-trade").Out).RootElement;
        Assert.NotEmpty(SchemaValidator.Check(schema, JsonDocument.Parse(line).RootElement));
    }
}
