namespace Cep.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("did you mean '--shards'", "--shard", "2")]
    [InlineData("no option '--bogus'", "--bogus")]
    [InlineData("Did you mean 'ema-breakout'?", "--rules", "ema-brekout")]
    [InlineData("has no parameter 'fats'", "--set", "ema-breakout.fats=3")]
    [InlineData("from 1 to 100000", "--set", "ema-breakout.fast=0")]
    [InlineData("expected rule.parameter=value", "--set", "fast")]
    [InlineData("must be less than slow", "--set", "ema-breakout.fast=200")]
    [InlineData("--rules ema-breakout,volume-spike,buy-opportunity", "--rules", "buy-opportunity")]
    [InlineData("auto or a whole number from 1 to 64", "--shards", "0")]
    [InlineData("from 1 to 1,048,576", "--batch-size", "0")]
    [InlineData("ISO 8601", "--from", "yesterday")]
    [InlineData("is later than --to", "--from", "2026-03-17", "--to", "2026-03-16")]
    [InlineData("market's own pace", "--speed", "-3")]
    [InlineData("csv, lean, debs2022, arrow, parquet", "--format", "cvs")]
    [InlineData("unknown field 'x'", "--map", "x=1")]
    [InlineData("NAME=FILE", "--recipient", "desk")]
    [InlineData("does not exist", "--config", "no-such.json")]
    [InlineData("means nothing; did you mean 'kafka'?", "--config", "misspelt.json")]
    [InlineData("can't be loaded", "--rules-assembly", "no-such.dll")]
    [InlineData("both write to standard output", "--out", "-", "--json")]
    [InlineData("JSON Lines (.jsonl) or Arrow (.arrow)", "--out", "derived.parquet")]
    public void A_wrong_option_of_replay_is_refused_with_what_is_allowed(string message, params string[] options)
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,100\n");
        var misspelt = folder.Write("misspelt.json", """{"kafca": {}}""");
        var run = CommandRun.Of(["replay", file, .. options.Select(option => option == "misspelt.json" ? misspelt : option)]);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Theory]
    [InlineData("a command is missing")]
    [InlineData("Did you mean 'replay'?", "replya")]
    [InlineData("'PATH' missing", "replay")]
    [InlineData("Did you mean 'list'?", "rules", "lst")]
    [InlineData("there is no rule 'ema'", "rules", "describe", "ema")]
    [InlineData("'--out' is required", "generate")]
    [InlineData("does not tell the format", "generate", "--out", "x.xyz")]
    [InlineData("only CSV can hold", "generate", "--out", "x.arrow", "--dirty", "0.01")]
    [InlineData("from 0 to 0.9", "generate", "--out", "x.csv", "--dirty", "2")]
    [InlineData("a date from 2007 on", "generate", "--out", "x.csv", "--date", "16.3.2026")]
    public void A_wrong_command_is_refused_with_what_is_allowed(string message, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_misspelt_rule_leaves_an_existing_output_alone()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,100\n");
        var kept = folder.Write("o.jsonl", "precious");
        CommandRun.Of("replay", file, "--rules", "nonsense", "--out", kept);
        Assert.Equal("precious", File.ReadAllText(kept));
    }

    [Fact]
    public void An_output_that_is_an_input_is_refused()
    {
        using var folder = new TestFolder();
        var text = "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,100\n";
        var file = folder.Write("ticks", text);
        Assert.Equal(ExitCodes.WrongUsage, CommandRun.Of("replay", file, "--out", file).ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, CommandRun.Of("convert", file, file, "--to-format", "csv").ExitCode);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Theory]
    [InlineData]
    [InlineData("replay")]
    [InlineData("demo")]
    [InlineData("generate")]
    [InlineData("convert")]
    [InlineData("rules")]
    [InlineData("rules", "schema")]
    [InlineData("run")]
    [InlineData("dlq", "requeue")]
    public void Help_tells_the_exit_codes(params string[] command)
    {
        var run = CommandRun.Good([.. command, "--help"]);
        Assert.Contains("130  interrupted", run.Out, StringComparison.Ordinal);
        if (command.Length > 0) Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
    }
}
