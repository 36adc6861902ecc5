using System.Globalization;
using Cep.Feeds.Files;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live.Spooling;

/// <summary>A run over a file whose derived events go to a topic of an embedded cluster, and what has to be in that topic.</summary>
internal sealed class SpooledRun : IDisposable
{
    public const string Output = "derived";
    private readonly TempFolder folder = new();
    private readonly StringWriter log = new();
    private readonly TextWriter writing;

    public SpooledRun(int ticks, int minSize = 1)
    {
        writing = TextWriter.Synchronized(log);
        Cluster.CreateTopic(Output, 1);
        File.WriteAllLines(folder["ticks.csv"], ["time,symbol,price,size", .. Enumerable.Range(0, ticks).Select(Tick)]);
        Settings = Read(minSize);
    }

    public EmbeddedCluster Cluster { get; } = new();

    public LiveSettings Settings { get; set; }

    /// <summary>All that was logged so far.</summary>
    public string Log
    {
        get
        {
            // A synchronized writer locks itself.
            lock (writing) return log.ToString();
        }
    }

    public LiveStatus? Status { get; private set; }

    public string this[string name] => folder[name];

    /// <summary>Where the configuration is, for a process of its own.</summary>
    public string ConfigPath => folder["cep.json"];

    /// <summary>All that the rules derive from the file, in order, as the values of records.</summary>
    public IReadOnlyList<string> Expected()
    {
        var values = new Values();
        new Engine(Settings.Rules).Run(TickFiles.Open(Settings.Input.Files, TickFileOptions.Default), new RunOutputs().Add(values));
        return values.All;
    }

    /// <summary>The values of the records that are in the topic once nothing more comes, in order.</summary>
    public IReadOnlyList<string> Published(int atLeast)
    {
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = Cluster.Bootstrap, GroupId = "reader", IsolationLevel = IsolationLevel.ReadCommitted }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(Output, 0, Offset.Beginning));
        List<string> values = [];
        while (consumer.Consume(TimeSpan.FromSeconds(values.Count < atLeast ? 20 : 1)) is { } record) values.Add(record.Message.Value);
        return values;
    }

    /// <summary>Runs until it ends by itself or is asked to stop.</summary>
    public Task<(LiveOutcome Outcome, Exception? Failure)> RunAsync(CancellationToken stop) => LiveHost.RunAsync(
        Settings,
        (context, stopping) =>
        {
            Status = context.Status;
            return LiveInputs.RunAsync(context, stopping);
        },
        writing,
        stop);

    /// <summary>Waits for something to become so.</summary>
    public async Task Until(Func<LiveStatus, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Status is not { } status || !condition(status))
        {
            if (patience.IsCancellationRequested) Assert.Fail($"It did not come to that.\n{Log}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        Cluster.Dispose();
        writing.Dispose();
        folder.Dispose();
    }

    private static string Tick(int number)
    {
        var time = new DateTime(2026, 3, 16, 14, 30, 0, DateTimeKind.Utc).AddMilliseconds(number * 10);
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},S{number % 7},{100 + (number % 13)},{1 + (number * 37 % 1000)}");
    }

    /// <summary>A block is each trade whose size is great enough.</summary>
    private LiveSettings Read(int minSize)
    {
        var json = $$$"""
            {
              "kafka": {"bootstrap": "{{{Cluster.Bootstrap}}}", "group": "files", "commitInterval": "20ms", "properties": {"reconnect.backoff.max.ms": "500"}},
              "input": {"files": ["{{{folder["ticks.csv"]}}}"]},
              "rules": {"block-trade": {"minSize": {{{minSize}}}, "minNotional": 1e12}},
              "output": {"topic": "{{{Output}}}"},
              "spool": {"directory": "{{{folder["spool"]}}}"},
              "deadLetters": {"file": "{{{folder["letters.jsonl"]}}}"},
              "state": {"directory": "{{{folder["state"]}}}"},
              "health": {"enabled": false}
            }
            """;
        return LiveSettings.Read(ConfigFile.Load(folder.Write("cep.json", json)), Configs.Catalog);
    }

    private sealed class Values : ISink
    {
        public List<string> All { get; } = [];

        public void Write(in DerivedEvent derived)
        {
            using var records = new DerivedRecords(new DerivedTopics(Output));
            All.Add(System.Text.Encoding.UTF8.GetString(records.Of(derived).Value));
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
