using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Cep.Feeds.Kafka;

/// <summary>Makes topics that only processes of one group write and read, where they are missing.</summary>
public static class InternalTopics
{
    /// <summary>Makes those that are missing, with the brokers' own number of copies and their own retention.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="partitions">How many Kafka partitions each gets.</param>
    /// <param name="requestTimeout">How long a request may take.</param>
    /// <returns>Those that were made.</returns>
    /// <exception cref="FeedException">The brokers refuse, for example for lack of rights.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public static IReadOnlyList<string> Make(ClientSettings client, IReadOnlyList<string> topics, int partitions, TimeSpan requestTimeout)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        using var admin = new AdminClientBuilder(client.To(new AdminClientConfig())).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        try
        {
            var missing = topics.Except(admin.GetMetadata(requestTimeout).Topics.Where(topic => !topic.Error.IsError).Select(topic => topic.Topic)).ToList();
            if (missing.Count > 0) Make(admin, missing, partitions, copies: -1, requestTimeout);
            return missing;
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, $"make topics such as {topics[0]}");
        }
    }

    private static void Make(IAdminClient admin, List<string> missing, int partitions, short copies, TimeSpan requestTimeout)
    {
        try
        {
            admin.CreateTopicsAsync(
                missing.Select(topic => new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = copies }),
                new CreateTopicsOptions { RequestTimeout = requestTimeout }).GetAwaiter().GetResult();
        }
        catch (CreateTopicsException fault)
        {
            // Another process of the group may have made them meanwhile.
            var refused = fault.Results.Where(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists).ToList();
            if (refused.Count == 0) return;

            // Brokers before 2.4 have no number of their own.
            var asksForCopies = copies < 0 && refused.TrueForAll(result => result.Error.Code is ErrorCode.InvalidReplicationFactor or ErrorCode.UnsupportedVersion or ErrorCode.InvalidRequest);
            if (asksForCopies) Make(admin, [.. refused.Select(result => result.Topic)], partitions, CopiesOf(admin, requestTimeout), requestTimeout);
            else throw new FeedException($"The topic '{refused[0].Topic}' can't be made: {refused[0].Error.Reason} ({refused[0].Error.Code}). Give the user the right to make topics, or make {string.Join(", ", missing.Select(topic => $"'{topic}'"))} with {partitions} Kafka partitions each.", fault);
        }
    }

    /// <summary>Three, or as many as there are brokers.</summary>
    private static short CopiesOf(IAdminClient admin, TimeSpan requestTimeout) => (short)Math.Min(3, admin.GetMetadata(requestTimeout).Brokers.Count);
}
