using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Reads a topic of derived events with a plain client, from its beginning.</summary>
internal sealed class OutputTopic : IDisposable
{
    private readonly IConsumer<string, string> consumer;

    public OutputTopic(ClientConfig client, string topic)
    {
        consumer = new ConsumerBuilder<string, string>(new ConsumerConfig(client)
        {
            GroupId = "reader-of-" + topic, EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest, IsolationLevel = IsolationLevel.ReadCommitted,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
    }

    /// <summary>The values by id.</summary>
    public Dictionary<string, string> ById { get; } = [];

    /// <summary>The header <c>traceparent</c> of each, by id.</summary>
    public Dictionary<string, string> Traces { get; } = [];

    /// <summary>Ids that came more than once.</summary>
    public List<string> Doubled { get; } = [];

    /// <summary>Values that another one of the same id contradicts.</summary>
    public List<string> Contradicted { get; } = [];

    /// <summary>Reads until there are as many ids as are expected, or nothing came for some seconds.</summary>
    public void ReadUntil(int ids, TimeSpan patience)
    {
        while (ById.Count < ids && consumer.Consume(patience) is { } record) Take(record);
    }

    /// <summary>Reads what is there.</summary>
    public void ReadRest()
    {
        while (consumer.Consume(TimeSpan.FromSeconds(1)) is { } record) Take(record);
    }

    public void Dispose() => consumer.Dispose();

    private void Take(ConsumeResult<string, string> record)
    {
        var id = System.Text.Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("ce_id"));
        Traces[id] = System.Text.Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("traceparent"));
        if (ById.TryAdd(id, record.Message.Value)) return;
        Doubled.Add(id);
        if (ById[id] != record.Message.Value) Contradicted.Add(record.Message.Value);
    }
}
