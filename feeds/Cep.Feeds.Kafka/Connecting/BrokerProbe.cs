using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Cep.Feeds.Kafka;

/// <summary>Asks whether a broker answers.</summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class BrokerProbe : IDisposable
{
    private readonly IAdminClient admin;

    /// <summary>Makes the client that asks.</summary>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public BrokerProbe(ClientSettings client)
    {
        ArgumentNullException.ThrowIfNull(client);
        admin = new AdminClientBuilder(client.To(new AdminClientConfig())).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Asks the cluster who it is, which takes no rights and looks at no topic.</summary>
    /// <param name="timeout">How long the answer may take.</param>
    /// <returns>Null when a broker answered, else why none did.</returns>
    public async Task<string?> AskAsync(TimeSpan timeout)
    {
        try
        {
            await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = timeout }).ConfigureAwait(false);
            return null;
        }
        catch (KafkaException fault)
        {
            return $"{fault.Error.Reason} ({fault.Error.Code})";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => admin.Dispose();
}
