using Confluent.Kafka;

namespace Cep.Feeds.Kafka.Tests;

public sealed class TaskProducerTests
{
    private const short Produce = 0;
    private const short AddPartitionsToTxn = 24;
    private const short AddOffsetsToTxn = 25;
    private const short EndTxn = 26;
    private const short TxnOffsetCommit = 28;
    private static readonly short[] Transactional = [Produce, AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, TxnOffsetCommit];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_commit_is_one_transaction_of_records_and_offsets()
    {
        using var ticks = new Ticks(("trades", 4), ("derived", 1));
        using var producer = Open(ticks, 3);
        ticks.Cluster.TrackRequests();
        producer.Begin();
        producer.Produce("derived", "AIG"u8.ToArray(), "one"u8.ToArray(), null, Stop);
        producer.Commit([new PartitionOffset("trades", 3, 17, "heartbeats")], Stop);
        Assert.Equal(1, producer.Acknowledged);
        var requests = ticks.Cluster.Requests().Where(request => Transactional.Contains(request)).ToList();
        Assert.Equal([Produce, AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, TxnOffsetCommit], requests.Distinct().Order());
        Assert.Equal(EndTxn, requests[^1]);
        Assert.Equal("one", ticks.ReadAll("derived", 1)[0].Message.Value);
    }

    [Fact]
    public void A_commit_without_records_carries_the_offsets_alone()
    {
        using var ticks = new Ticks(("trades", 1));
        using var producer = Open(ticks, 0);
        ticks.Cluster.TrackRequests();
        producer.Begin();
        producer.Commit([new PartitionOffset("trades", 0, 5)], Stop);
        Assert.Equal([AddOffsetsToTxn, TxnOffsetCommit, EndTxn], ticks.Cluster.Requests().Where(request => Transactional.Contains(request)));
    }

    /// <summary>The requests that a transaction is made of, each with errors after which Kafka's clients try again.</summary>
    [Theory]
    [InlineData(0, ErrorCode.NotLeaderForPartition)]
    [InlineData(0, ErrorCode.RequestTimedOut)]
    [InlineData(10, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(22, ErrorCode.NotCoordinatorForGroup)]
    [InlineData(22, ErrorCode.GroupLoadInProgress)]
    [InlineData(24, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(24, ErrorCode.ConcurrentTransactions)]
    [InlineData(25, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(26, ErrorCode.GroupLoadInProgress)]
    [InlineData(26, ErrorCode.ConcurrentTransactions)]
    [InlineData(28, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(28, ErrorCode.RequestTimedOut)]
    public void Errors_that_pass_do_not_show(short request, ErrorCode error)
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        ticks.Cluster.FailNext(request, (int)error, (int)error);
        using var producer = Open(ticks, 0);
        for (var i = 1; i <= 3; i++)
        {
            producer.Begin();
            producer.Produce("derived", null, [(byte)('0' + i)], null, Stop);
            producer.Commit([new PartitionOffset("trades", 0, i)], Stop);
        }

        Assert.Equal(["1", "2", "3"], ticks.ReadAll("derived", 3).Select(record => record.Message.Value));
    }

    [Theory]
    [InlineData(24, ErrorCode.TopicAuthorizationFailed)]
    [InlineData(25, ErrorCode.GroupAuthorizationFailed)]
    [InlineData(28, ErrorCode.GroupAuthorizationFailed)]
    public void An_error_that_loses_the_transaction_aborts_it_and_the_task_goes_on(short request, ErrorCode error)
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        using var producer = Open(ticks, 0);
        ticks.Cluster.FailNext(request, (int)error);
        producer.Begin();
        producer.Produce("derived", null, "lost"u8.ToArray(), null, Stop);
        var fault = Assert.Throws<KafkaFaultException>(() => producer.Commit([new PartitionOffset("trades", 0, 1)], Stop));
        Assert.Equal(KafkaFault.Abortable, fault.Fault);
        producer.Begin();
        producer.Produce("derived", null, "kept"u8.ToArray(), null, Stop);
        producer.Commit([new PartitionOffset("trades", 0, 2)], Stop);
        ticks.ReadUntil("derived", "kept");
    }

    [Theory]
    [InlineData(24, ErrorCode.ProducerFenced)]
    [InlineData(26, ErrorCode.ProducerFenced)]
    [InlineData(28, ErrorCode.ProducerFenced)]
    public void A_fenced_producer_ends_the_task_and_may_be_opened_anew(short request, ErrorCode error)
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        using var producer = Open(ticks, 0);
        ticks.Cluster.FailNext(request, (int)error);
        producer.Begin();
        producer.Produce("derived", null, "lost"u8.ToArray(), null, Stop);
        var fault = Assert.Throws<KafkaFaultException>(() => producer.Commit([new PartitionOffset("trades", 0, 1)], Stop));
        Assert.Equal(KafkaFault.Fenced, fault.Fault);
        producer.Open(Stop);
        producer.Begin();
        producer.Produce("derived", null, "kept"u8.ToArray(), null, Stop);
        producer.Commit([new PartitionOffset("trades", 0, 2)], Stop);
    }

    [Fact]
    public void A_record_that_is_refused_loses_the_transaction_at_the_commit_or_at_the_next_record()
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        using var producer = Open(ticks, 0);
        ticks.Cluster.FailNext(Produce, (int)ErrorCode.MsgSizeTooLarge);
        producer.Begin();
        var fault = Assert.Throws<KafkaFaultException>(() =>
        {
            producer.Produce("derived", null, "lost"u8.ToArray(), null, Stop);
            producer.Flush(Stop);
            producer.Produce("derived", null, "never"u8.ToArray(), null, Stop);
            producer.Commit([], Stop);
        });
        Assert.Equal(KafkaFault.Abortable, fault.Fault);
        producer.Open(Stop);
        producer.Begin();
        producer.Produce("derived", null, "kept"u8.ToArray(), null, Stop);
        producer.Commit([], Stop);
        Assert.Equal("kept", ticks.ReadAll("derived", 1)[0].Message.Value);
    }

    [Fact]
    public async Task A_commit_waits_for_a_broker_that_is_away()
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        using var producer = Open(ticks, 0);
        producer.Begin();
        producer.Produce("derived", null, "one"u8.ToArray(), null, Stop);
        ticks.Cluster.TakeDown();
        var commit = Task.Run(() => producer.Commit([new PartitionOffset("trades", 0, 1)], Stop), Stop);
        Assert.False(commit.IsCompleted);
        ticks.Cluster.BringUp();
        await commit.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(1, producer.Acknowledged);
        Assert.Equal("one", ticks.ReadAll("derived", 1)[0].Message.Value);
    }

    [Fact]
    public void Without_transactions_the_offsets_follow_what_was_acknowledged()
    {
        using var ticks = new Ticks(("trades", 1), ("derived", 1));
        using var run = new GroupRun(ticks, "trades");
        run.Group.Join();
        Ticks.Await(() => run.Held.Count == 1, "the partition");
        using var producer = new TaskProducer(new TaskProducerOptions { Client = ticks.Client, Group = "cep", Partition = 0, CommitWithoutTransaction = run.Group.Commit });
        producer.Open(Stop);
        producer.Begin();
        producer.Produce("derived", null, "one"u8.ToArray(), null, Stop);
        producer.Commit([new PartitionOffset("trades", 0, 9, "text")], Stop);
        Assert.Equal(1, producer.Acknowledged);
        Assert.Equal(new PartitionOffset("trades", 0, 9, "text"), run.Group.Committed(0)[0]);
    }

    private static TaskProducer Open(Ticks ticks, int partition)
    {
        var producer = new TaskProducer(new TaskProducerOptions { Client = ticks.Client, Group = "cep", Partition = partition, Linger = TimeSpan.Zero });
        producer.Open(Stop);
        return producer;
    }
}
