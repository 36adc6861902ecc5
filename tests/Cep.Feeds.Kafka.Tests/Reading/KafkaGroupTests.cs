using Confluent.Kafka;

namespace Cep.Feeds.Kafka.Tests;

public sealed class KafkaGroupTests
{
    [Fact]
    public void A_process_alone_reads_every_partition_number_of_all_topics()
    {
        using var ticks = new Ticks(("trades", 3), ("quotes", 3));
        for (var partition = 0; partition < 3; partition++)
        {
            ticks.Write("trades", partition, 0, 20);
            ticks.Write("quotes", partition, 100, 110);
        }

        using var run = new GroupRun(ticks, "trades", "quotes");
        Assert.Equal(3, run.Group.CheckTopics());
        run.Group.Join();
        Ticks.Await(() => run.Held.Count == 3, "the partitions");
        for (var partition = 0; partition < 3; partition++)
        {
            var feeds = run.Group.Open(partition, [-1, 4]);
            Assert.Equal([$"trades [{partition}]", $"quotes [{partition}]"], feeds.Select(feed => feed.Name));
            using var trades = new FeedRun(feeds[0]);
            using var quotes = new FeedRun(feeds[1]);
            trades.ReadUntil(20);
            quotes.ReadUntil(6);
            Assert.Equal(Enumerable.Range(0, 20).Select(price => (double)price), trades.Prices);
            Assert.Equal([104, 105, 106, 107, 108, 109], quotes.Prices);
            Assert.Equal(20, trades.ResumeAt);
            run.Group.Close(feeds);
        }

        Assert.Empty(run.Failures);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public void Another_process_gets_some_partitions_and_gives_them_back(GroupProtocol protocol)
    {
        using var ticks = new Ticks(("trades", 4));
        var options = new KafkaGroupOptions { Client = ticks.Client, Group = "cep", Topics = ["trades"], Protocol = protocol, SessionTimeout = TimeSpan.FromSeconds(6) };
        using var first = new GroupRun(options);
        first.Group.Join();
        Ticks.Await(() => first.Held.Count == 4, "all partitions");
        using (var second = new GroupRun(options))
        {
            var wereRevoked = false;
            first.WhileRevoked = () => wereRevoked = second.Held.Count == 0;
            second.Group.Join();
            Ticks.Await(() => second.Held.Count == 2 && first.Held.Count == 2, "a fair share");
            Assert.True(wereRevoked, "The second process had partitions before the first one gave them up.");
            Assert.Equal([0, 1, 2, 3], first.Held.Concat(second.Held).Order());
        }

        Ticks.Await(() => first.Held.Count == 4, "all partitions again");
    }

    [Fact]
    public void What_waits_in_memory_is_bounded_and_nothing_is_lost_by_it()
    {
        using var ticks = new Ticks(("trades", 2));
        ticks.Write("trades", 0, 0, 5000);
        ticks.Write("trades", 1, 0, 50);
        using var run = new GroupRun(new KafkaGroupOptions { Client = ticks.Client, Group = "cep", Topics = ["trades"], Bounds = new QueueBounds(Messages: 100) });
        var full = run.Group.Open(0, [0])[0];
        using var others = new FeedRun(run.Group.Open(1, [0])[0]);
        Ticks.Await(() => full.QueuedMessages >= 100, "a full queue");

        // While one is full the others go on.
        others.ReadUntil(50);
        Assert.InRange(full.QueuedMessages, 100, 101);
        Ticks.Await(() => run.Group.Lags().Any(lag => lag is { Partition: 0, IsPaused: true }), "the pause");
        using var reading = new FeedRun(full);
        var most = 0;
        Ticks.Await(() => { most = Math.Max(most, full.QueuedMessages); reading.Read(20); return reading.Prices.Count >= 5000; }, "all events");
        Assert.Equal(Enumerable.Range(0, 5000).Select(price => (double)price), reading.Prices);
        Assert.InRange(most, 100, 101);
        Ticks.Await(() => run.Group.Lags()[0].Lag == 0, "no lag");
    }

    [Fact]
    public void Reading_goes_on_where_it_was_when_the_broker_comes_back()
    {
        using var ticks = new Ticks(("trades", 1));
        ticks.Write("trades", 0, 0, 100);
        using var run = new GroupRun(ticks, "trades");
        using var reading = new FeedRun(run.Group.Open(0, [0])[0]);
        reading.ReadUntil(100);
        ticks.Cluster.TakeDown();
        Ticks.Await(() => run.Notes.Any(note => note.Contains("AllBrokersDown", StringComparison.Ordinal)), "the outage");
        ticks.Cluster.BringUp();
        ticks.Write("trades", 0, 100, 200);
        reading.ReadUntil(200);
        Assert.Equal(Enumerable.Range(0, 200).Select(price => (double)price), reading.Prices);
    }

    [Fact]
    public void An_offset_that_is_not_there_fails_the_task_and_says_so()
    {
        using var ticks = new Ticks(("trades", 1));
        ticks.Write("trades", 0, 0, 10);
        using var run = new GroupRun(ticks, "trades");
        run.Group.Open(0, [99]);
        Ticks.Await(() => !run.Failures.IsEmpty, "the failure");
        run.Failures.TryPeek(out var failure);
        Assert.Equal(0, failure.Partition);
        Assert.Contains("trades [0] can't be read on", failure.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("Offset 99 is not there any more", failure.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_of_different_numbers_of_partitions_are_refused()
    {
        using var ticks = new Ticks(("trades", 3), ("quotes", 2));
        using var run = new GroupRun(ticks, "trades", "quotes");
        var fault = Assert.Throws<FeedException>(() => run.Group.CheckTopics());
        Assert.Contains("trades has 3, quotes has 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_say_all_that_is_wrong_at_once()
    {
        var options = new KafkaGroupOptions { Client = new ClientSettings(), Group = " ", Topics = ["a b", "t", "t"], Bounds = new QueueBounds(0, 0) };
        var fault = Assert.Throws<FeedException>(() => new GroupRun(options));
        foreach (var setting in new[] { "kafka.bootstrap", "kafka.group", "kafka.topics: 'a b'", "kafka.topics names 't' twice", "kafka.bounds.messages", "kafka.bounds.bytes" })
        {
            Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
        }
    }
}
