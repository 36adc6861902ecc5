using Cep.Feeds.Files;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Cli.Tests;

public sealed class PublishTests : IDisposable
{
    private readonly EmbeddedCluster cluster = new();
    private readonly TestFolder folder = new();

    public PublishTests()
    {
        cluster.CreateTopic("ticks", 3);
        folder.Write("cep.json", """{"kafka": {"bootstrap": "BOOTSTRAP", "group": "cep", "topics": {"ticks": {}}}, "rules": {"block-trade": {}}}""".Replace("BOOTSTRAP", cluster.Bootstrap, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("json", 1)]
    [InlineData("arrow", 100)]
    public void A_day_comes_into_the_topic_symbol_by_symbol_in_its_order_and_ends_with_a_heartbeat(string format, int rows)
    {
        CommandRun.Good("generate", "--ticks", "3000", "--symbols", "7", "--quotes", "--seed", "5", "--out", folder["day.csv"]);
        CommandRun.Good("publish", folder["day.csv"], "--config", folder["cep.json"], "--as", format, "--rows", "100");

        var texts = new List<(string Symbol, long Time, string Text)>();
        var published = Enumerable.Range(0, 3).Select(ReadPartition).ToList();
        EventLog.Read(TickFiles.Open([folder["day.csv"]], TickFileOptions.Default), batch => texts.AddRange(TextsOf(batch)), new RunOutputs(), new EngineOptions(), CancellationToken.None);
        foreach (var bySymbol in texts.GroupBy(text => text.Symbol))
        {
            var home = Assert.Single(published, partition => partition.Events.Exists(text => text.Symbol == bySymbol.Key));
            Assert.Equal(bySymbol, home.Events.Where(text => text.Symbol == bySymbol.Key));
        }

        Assert.Equal(texts.Count, published.Sum(partition => partition.Events.Count));
        var last = texts.Max(text => text.Time);
        Assert.All(published, partition => Assert.Equal(last + 1, partition.Heartbeat));
        Assert.All(published, partition => Assert.True(partition.Messages - 1 <= (partition.Events.Count + rows - 1) / rows));
    }

    [Fact]
    public void What_is_wrong_with_the_topic_or_its_name_is_said()
    {
        var day = folder.Write("a.csv", "time,symbol,price,size\n2026-03-16T14:30:01Z,A,1,1\n");
        var missing = CommandRun.Of("publish", day, "--config", folder["cep.json"], "--topic", "nowhere");
        Assert.Equal(ExitCodes.Failed, missing.ExitCode);
        Assert.Contains("nowhere", missing.Error, StringComparison.Ordinal);
        var unclear = CommandRun.Of("publish", day, "--config", folder["cep.json"], "--set", "kafka.topics.quotes.format=json");
        Assert.Equal(ExitCodes.WrongUsage, unclear.ExitCode);
        Assert.Contains("the configuration reads 2 topics (", unclear.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, CommandRun.Of("publish", day, "--config", folder["cep.json"], "--rows", "0").ExitCode);
    }

    private static List<(string Symbol, long Time, string Text)> TextsOf(EventBatch batch)
    {
        List<(long Sequence, (string, long, string) Text)> texts = [];
        Add<Trade>();
        Add<Quote>();
        Add<MarketStatus>();
        return [.. texts.OrderBy(entry => entry.Sequence).Select(entry => entry.Text)];

        void Add<T>()
            where T : struct, IEvent
        {
            var column = batch.Of<T>();
            for (var row = 0; row < column.Count; row++) texts.Add((column.Sequences[row], (column.Values[row].Symbol.Name, column.Values[row].Time.Nanos, column.Values[row].ToString()!)));
        }
    }

    private (List<(string Symbol, long Time, string Text)> Events, long Heartbeat, int Messages) ReadPartition(int partition)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = cluster.Bootstrap, GroupId = "reader", EnablePartitionEof = true }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset("ticks", partition, 0));
        var (decoder, batch, events, heartbeat, messages) = (new MessageDecoder($"ticks [{partition}]"), new EventBatch(), new List<(string, long, string)>(), 0L, 0);
        while (consumer.Consume(TimeSpan.FromSeconds(20)) is { IsPartitionEOF: false } record)
        {
            batch.Clear();
            decoder.Decode(record.Message.Value, record.Offset.Value, batch);
            Assert.Empty(batch.DeadLetters);
            events.AddRange(TextsOf(batch));
            messages++;
            foreach (var column in batch.Columns)
            {
                if (column is { HoldsHeartbeats: true, Count: > 0 }) heartbeat = column.Times[0];
            }
        }

        return (events, heartbeat, messages);
    }
}
