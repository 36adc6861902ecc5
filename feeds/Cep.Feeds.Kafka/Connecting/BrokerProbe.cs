using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Asks whether a broker answers.</summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class BrokerProbe : IDisposable
{
    private readonly string topic;
    private readonly IConsumer<Ignore, Ignore> client;
    private readonly IAdminClient admin;

    /// <summary>Makes the client that asks.</summary>
    /// <param name="settings">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it asks.</param>
    /// <param name="topic">The topic it asks about, which is not made when it is missing: one is less to tell of than all.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public BrokerProbe(ClientSettings settings, string group, string topic)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.topic = topic;
        var config = settings.To(new ConsumerConfig());
        config.GroupId = group;
        config.AllowAutoCreateTopics = false;
        client = new ConsumerBuilder<Ignore, Ignore>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        admin = new DependentAdminClientBuilder(client.Handle).Build();
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="timeout">How long the answer may take.</param>
    /// <returns>Null when a broker answered, whatever it said of the topic; else why none did.</returns>
    public string? Ask(TimeSpan timeout)
    {
        try
        {
            admin.GetMetadata(topic, timeout);
            return null;
        }
        catch (KafkaException fault)
        {
            return $"{fault.Error.Reason} ({fault.Error.Code})";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        admin.Dispose();
        client.Dispose();
    }
}
