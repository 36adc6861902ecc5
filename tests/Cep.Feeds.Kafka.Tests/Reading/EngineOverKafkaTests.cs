namespace Cep.Feeds.Kafka.Tests;

public sealed class EngineOverKafkaTests
{
    /// <summary>A task as it lives: recovers to the committed position with its sink shut, goes on, holds, commits, ends.</summary>
    [Fact]
    public void A_task_that_is_cut_off_twice_derives_each_event_once()
    {
        using var ticks = new Ticks(("trades", 1), ("quotes", 1), ("derived", 1));
        ticks.Write("trades", 0, 0, 500);
        ticks.Write("quotes", 0, 0, 300);

        // Neither topic waits for the other at the end.
        foreach (var topic in new[] { "trades", "quotes" }) ticks.WriteRaw(topic, 0, """{"kind":"heartbeat","time":"1971-01-01T00:00:00Z"}""");
        ticks.Flush();
        using var run = new GroupRun(ticks, "trades", "quotes");
        run.Group.Join();
        Ticks.Await(() => run.Held.Count == 1, "the partition");
        RunTask(ticks, run.Group, [-1, -1], [75, 145]);
        RunTask(ticks, run.Group, [75, 145], [220, 170]);
        RunTask(ticks, run.Group, [220, 170], [501, 301]);

        var written = ticks.ReadAll("derived", 800).Select(record => record.Message.Value).ToList();
        Assert.Equal(800, written.Distinct().Count());
    }

    private static void RunTask(Ticks ticks, KafkaGroup group, long[] committed, long[] goal)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var producer = new TaskProducer(new TaskProducerOptions { Client = ticks.Client, Group = "cep", Partition = 0, CommitWithoutTransaction = group.Commit });
        producer.Open(stop.Token);
        var from = group.Committed(0).Select(offset => offset.Offset).ToArray();
        Assert.Equal(committed, from);

        // Both topics from their beginning, with the sink shut until the committed positions are reached.
        var feeds = group.Open(0, [0, 0]);
        for (var i = 0; i < feeds.Count; i++) feeds[i].HoldAt(Math.Max(0, from[i]));
        using var kafka = new KafkaSink(producer, new DerivedTopics("derived"), stop.Token);
        using var gate = new Gate(kafka);
        producer.Begin();
        var options = new EngineOptions
        {
            ReadAhead = false,
            OnQuiet = point =>
            {
                var wanted = gate.IsOpen ? goal : from;
                if (feeds.Index().Any(feed => !feed.Item.HasReached(wanted[feed.Index]))) return;
                if (!gate.IsOpen)
                {
                    gate.IsOpen = true;
                    for (var i = 0; i < feeds.Count; i++) feeds[i].HoldAt(goal[i]);
                    return;
                }

                producer.Commit([.. feeds.Select(feed => new PartitionOffset(feed.Topic, 0, point.Positions[feed.Name]))], stop.Token);
                stop.Cancel();
            },
        };
        new Engine([new EveryTrade()], options).Run([.. feeds], new RunOutputs().Add(gate), stop.Token);
        group.Close(feeds);
    }

    private sealed class Gate(ISink inner) : ISink
    {
        public bool IsOpen { get; set; }

        public void Write(in DerivedEvent derived)
        {
            if (IsOpen) inner.Write(derived);
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    public sealed record Seen(double Price);

    [Rule("every-trade", Summary = "Every trade.")]
    private sealed class EveryTrade : Rule<Trade, Seen>
    {
        public override IObservable<Seen> Query(EventStream<Trade> trades) => from trade in trades select new Seen(trade.Price);
    }
}
