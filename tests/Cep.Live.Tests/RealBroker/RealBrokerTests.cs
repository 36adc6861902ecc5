using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>What exactly-once rests on, shown on a Kafka broker. This part: transactions, positions, fencing.</summary>
public sealed partial class RealBrokerTests : IDisposable
{
    private readonly KafkaBroker broker = KafkaBroker.OrSkip();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => broker.Dispose();

    [Fact]
    public void Readers_of_committed_records_see_nothing_of_a_transaction_that_was_aborted() => BrokerProofs.NothingIsSeenOfWhatWasAborted(broker);

    [Fact]
    public void Positions_and_heartbeats_are_committed_with_the_transaction_or_not_at_all()
    {
        var (ticks, topic, name) = (broker.MakeTopic("ticks", 1), broker.MakeTopic("derived", 1), broker.NameGroup("positions"));
        using var group = Group(name, ticks);
        using var producer = Open(name);
        Assert.Equal(-1, group.Committed(0)[0].Offset);
        var note = new CommitNote(5, []).With(7, 77).With(9, 99).ToString();
        Write(producer, topic, "a");
        producer.Commit([new PartitionOffset(ticks, 0, 11, note)], Stop);
        producer.Open(Stop);
        Assert.Equal([new PartitionOffset(ticks, 0, 11, note)], group.Committed(0));
        AbortWithPosition(name, topic, new TopicPartitionOffset(ticks, 0, 12));
        Assert.Equal([new PartitionOffset(ticks, 0, 11, note)], group.Committed(0));
        Assert.Equal(["a"], CommittedRecords.Of(broker.Client, topic, 1));
    }

    [Fact]
    public void Each_owner_finds_what_the_one_before_committed()
    {
        var (ticks, topic, name) = (broker.MakeTopic("ticks", 1), broker.MakeTopic("derived", 1), broker.NameGroup("owners"));
        using var group = Group(name, ticks);
        for (var owner = 1; owner <= 20; owner++)
        {
            using var producer = Open(name);
            Assert.Equal(owner == 1 ? -1 : owner - 1, group.Committed(0)[0].Offset);
            Write(producer, topic, "derived");
            producer.Commit([new PartitionOffset(ticks, 0, owner)], Stop);
        }
    }

    [Fact]
    public void A_second_owner_fences_off_the_first_of_which_nothing_more_is_seen()
    {
        var (ticks, topic, name) = (broker.MakeTopic("ticks", 1), broker.MakeTopic("derived", 1), broker.NameGroup("fencing"));
        using var group = Group(name, ticks);
        using var first = Open(name);
        Write(first, topic, "by the first");
        first.Commit([new PartitionOffset(ticks, 0, 1)], Stop);
        Write(first, topic, "by the first, not committed");
        first.Flush(Stop);
        using var second = Open(name);
        Assert.Equal(1, group.Committed(0)[0].Offset);
        Write(second, topic, "by the second");
        var fault = Assert.Throws<KafkaFaultException>(() => first.Commit([new PartitionOffset(ticks, 0, 2)], Stop));
        Assert.Equal(KafkaFault.Fenced, fault.Fault);
        Assert.Throws<KafkaFaultException>(() => Write(first, topic, "by the first, after all"));
        second.Commit([new PartitionOffset(ticks, 0, 3)], Stop);
        Assert.Equal(["by the first", "by the second"], CommittedRecords.Of(broker.Client, topic, 1));
        Assert.Equal(3, group.Committed(0)[0].Offset);
    }

    [Fact]
    public void A_record_of_one_who_was_fenced_off_is_refused_as_well()
    {
        var (topic, name) = (broker.MakeTopic("derived", 1), broker.NameGroup("late-records"));
        using var first = Open(name);
        Write(first, topic, "seen");
        first.Commit([], Stop);
        using var second = Open(name);
        var fault = Assert.Throws<KafkaFaultException>(() =>
        {
            Write(first, topic, "never");
            first.Flush(Stop);
            first.Commit([], Stop);
        });
        Assert.Equal(KafkaFault.Fenced, fault.Fault);
        Assert.Equal(["seen"], CommittedRecords.Of(broker.Client, topic, 1));
    }

    [Fact]
    public void A_transaction_that_timed_out_is_lost_and_its_owner_goes_on_with_a_new_one()
    {
        var (topic, name) = (broker.MakeTopic("derived", 1), broker.NameGroup("timeouts"));
        using var producer = Open(name, TimeSpan.FromSeconds(1));
        Write(producer, topic, "lost");
        producer.Flush(Stop);
        WriteBeside(topic, "beside");
        WaitUntilSeen(topic, "beside");
        Assert.ThrowsAny<KafkaFaultException>(() => producer.Commit([], Stop));
        producer.Open(Stop);
        Write(producer, topic, "kept");
        producer.Commit([], Stop);
        Assert.Equal(["beside", "kept"], CommittedRecords.Of(broker.Client, topic, 1));
    }

    private static void Write(TaskProducer producer, string topic, string value) => BrokerProofs.Write(producer, topic, value);

    private TaskProducer Open(string group, TimeSpan? timeout = null) => BrokerProofs.Open(broker, group, timeout);

    /// <summary>A transaction of another producer that carries a position and is aborted.</summary>
    private void AbortWithPosition(string group, string topic, TopicPartitionOffset position)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(broker.Client) { TransactionalId = group + "-another" }).Build();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(broker.Client) { GroupId = group }).Build();
        KafkaBroker.Persist(() => producer.InitTransactions(TimeSpan.FromSeconds(30)), "take over a transactional id");
        producer.BeginTransaction();
        producer.Produce(topic, new Message<Null, string> { Value = "b" });
        producer.SendOffsetsToTransaction([position], consumer.ConsumerGroupMetadata, TimeSpan.FromSeconds(30));
        producer.AbortTransaction();
    }

    /// <summary>Somebody who only asks what is committed.</summary>
    private KafkaGroup Group(string name, string topic) => new(
        new KafkaGroupOptions { Client = broker.Settings, Group = name, Topics = [topic] },
        new GroupCallbacks { Assigned = _ => { }, Revoked = _ => { }, Lost = _ => { }, Failed = (_, _) => { } });

    /// <summary>Writes a record that is in no transaction. A reader of committed records gets it when no transaction before it is open.</summary>
    private void WriteBeside(string topic, string value)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(broker.Client) { EnableIdempotence = true }).Build();
        producer.ProduceAsync(topic, new Message<Null, string> { Value = value }, Stop).GetAwaiter().GetResult();
    }

    private void WaitUntilSeen(string topic, string value)
    {
        while (!CommittedRecords.Of(broker.Client, topic, 1).Contains(value)) KafkaBroker.Pause(TimeSpan.FromSeconds(1));
    }
}
