using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class RulesCommandTests
{
    private static readonly string[] Shipped =
    [
        "block-trade", "buy-opportunity", "double-bottom", "effective-spread", "ema-breakout", "important-prints",
        "momentum-ignition", "quote-stuffing", "spread-recovery-absent", "v-shape", "volume-spike",
    ];

    private static readonly string[] Derived = ["demo/derived.jsonl", "quotes.jsonl", "ignition.jsonl"];

    /// <summary>Two buys that lift the price by 5 cents, and one that gives 4 of them back.</summary>
    private const string Ignition = """
        time,symbol,price,size
        2026-03-16T14:30:00Z,ACME,20.00,100
        2026-03-16T14:30:01Z,ACME,20.01,100
        2026-03-16T14:30:01.1Z,ACME,20.06,100
        2026-03-16T14:30:01.2Z,ACME,20.02,100

        """;

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
        CommandRun.Good(
            "replay", folder["quotes.csv"], "--rules", "effective-spread,quote-stuffing,spread-recovery-absent", "--out", folder["quotes.jsonl"],
            "--set", "quote-stuffing.minUpdates=2", "--set", "quote-stuffing.windows=1", "--set", "spread-recovery-absent.minQuotes=1");
        CommandRun.Good(
            "replay", folder.Write("ignition.csv", Ignition), "--rules", "momentum-ignition", "--set", "momentum-ignition.minPrints=2", "--out", folder["ignition.jsonl"]);
        var schemas = JsonDocument.Parse(CommandRun.Good("rules", "schema").Out).RootElement;
        var seen = new HashSet<string>();
        foreach (var line in Derived.SelectMany(name => File.ReadLines(folder[name])))
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
