using Confluent.Kafka;

namespace Cep.Feeds.Kafka.Tests;

public sealed class EmbeddedClusterTests
{
    [Fact]
    public void What_is_produced_is_consumed_also_after_the_broker_was_down()
    {
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic("ticks", 2);
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = cluster.Bootstrap, LingerMs = 0 }).Build();
        producer.Produce("ticks", new Message<string, string> { Key = "AIG", Value = "one" });
        producer.Flush(TestContext.Current.CancellationToken);
        cluster.TakeDown();
        producer.Produce("ticks", new Message<string, string> { Key = "AIG", Value = "two" });
        cluster.BringUp();
        producer.Flush(TestContext.Current.CancellationToken);

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = cluster.Bootstrap, GroupId = "g", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false,
        }).Build();
        consumer.Subscribe("ticks");
        Assert.Equal("one", consumer.Consume(TestContext.Current.CancellationToken).Message.Value);
        Assert.Equal("two", consumer.Consume(TestContext.Current.CancellationToken).Message.Value);
        consumer.Close();
    }

    [Fact]
    public void A_topic_that_is_there_already_is_refused()
    {
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic("ticks", 1);
        var fault = Assert.Throws<InvalidOperationException>(() => cluster.CreateTopic("ticks", 1));
        Assert.Equal("The embedded Kafka cluster can't make the topic 'ticks': TopicAlreadyExists.", fault.Message);
    }
}
