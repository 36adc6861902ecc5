using System.Text.Json;
using Cep.Feeds.Kafka;

namespace Cep.Cli.Tests;

public sealed class RunCommandTests
{
    [Fact]
    public void All_faults_of_the_configuration_are_told_at_once()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("run", "--config", folder.Write("cep.json", """{"kafka": {"bootstrap": "b:1", "grup": "g"}, "rules": {"ema-brekout": {}}}"""), "--set", "spool.size=lots");
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.StartsWith($"cep: {folder["cep.json"]} has 5 faults:\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("kafka.grup means nothing; did you mean 'group'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("rules.ema-brekout means nothing; did you mean 'ema-breakout'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("spool.size (--set) is 'lots'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_tries_the_broker_and_the_folders_and_starts_nothing()
    {
        using var folder = new TestFolder();
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic("trades", 2);
        var config = Write(folder, cluster.Bootstrap);
        var run = CommandRun.Good("run", "--config", config, "--check");
        Assert.Equal($"ok     {config}\nok     state.directory\nok     spool.directory\nok     deadLetters.file\nok     kafka.bootstrap {cluster.Bootstrap}\nok     kafka.topics\n", run.Out);
        Assert.Equal([config], Directory.GetFileSystemEntries(folder["."]).Select(Path.GetFullPath));

        folder.Write("file", "");
        var faulty = CommandRun.Of("run", "--config", config, "--check", "--set", $"state.directory={folder["file"]}", "--set", "kafka.bootstrap=127.0.0.1:1");
        Assert.Equal(ExitCodes.Unreachable, faulty.ExitCode);
        Assert.Contains("fault  state.directory '", faulty.Out, StringComparison.Ordinal);
        Assert.Contains("fault  kafka.bootstrap 127.0.0.1:1 takes no connection: ", faulty.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_misplaced_is_refused_and_not_shown()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("run", "--config", Write(folder, "b:1"), "--check", "--set", "kafka.security.password=hunter2", "--set", "kafka.security.keyPasswordFile=hunter2");
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("kafka.security.password (--set) is a secret", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_is_written()
    {
        var schema = JsonDocument.Parse(CommandRun.Good("run", "--schema").Out).RootElement;
        Assert.Equal("cep.json", schema.GetProperty("title").GetString());
    }

    [Fact]
    public void The_file_of_a_live_run_serves_a_replay()
    {
        using var folder = new TestFolder();
        var ticks = folder.Write("t.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,ACME,10,4000\n2026-03-16T14:30:01Z,ACME,10,6000\n");
        var run = CommandRun.Good("replay", ticks, "--rules", "block-trade", "--json", "--config", Write(folder, "b:1"));
        Assert.Equal(1, run.Summary.GetProperty("derivedEvents").GetProperty("block-trade").GetInt64());
    }

    private static string Write(TestFolder folder, string bootstrap)
    {
        string Place(string name) => JsonSerializer.Serialize(folder[name]);
        return folder.Write("cep.json", $$"""
            {
              "kafka": {"bootstrap": "{{bootstrap}}", "group": "cep", "topics": {"trades": {} } },
              "rules": {"block-trade": {"minSize": 5000} },
              "state": {"directory": {{Place("state")}} }, "spool": {"directory": {{Place("spool")}} }, "deadLetters": {"file": {{Place("d.jsonl")}} },
              "health": {"enabled": false}
            }
            """);
    }
}
