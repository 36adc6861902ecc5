using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Cep.Feeds.Kafka;

/// <summary>Makes topics that only processes of one group write and read, where they are missing.</summary>
public static class InternalTopics
{
    /// <summary>Makes those that are missing, with the brokers' own number of copies and their own retention.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="partitions">How many Kafka partitions each has.</param>
    /// <param name="requestTimeout">How long a request may take.</param>
    /// <param name="onlyAsks">Asks the brokers whether they would and makes nothing.</param>
    /// <exception cref="FeedException">The brokers refuse, for example for lack of rights, or a topic is there with another number of Kafka partitions.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public static void Make(ClientSettings client, IReadOnlyList<string> topics, int partitions, TimeSpan requestTimeout, bool onlyAsks = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        using var admin = new AdminClientBuilder(client.To(new AdminClientConfig())).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        var doing = "say which topics there are";
        try
        {
            var known = admin.GetMetadata(requestTimeout);
            var found = known.Topics.Where(topic => !topic.Error.IsError).ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
            Check(topics.Where(found.ContainsKey).Select(topic => (topic, found[topic])), partitions);
            var missing = topics.Where(topic => !found.ContainsKey(topic)).ToList();
            if (missing.Count == 0) return;
            doing = $"make the internal topics {Names(missing)}, which you may do in its place, with {partitions.ToString(CultureInfo.InvariantCulture)} Kafka partitions each";
            Make(admin, missing, partitions, copies: -1, known.Brokers.Count, new CreateTopicsOptions { RequestTimeout = requestTimeout, ValidateOnly = onlyAsks });
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, doing);
        }
    }

    private static void Check(IEnumerable<(string Topic, int Partitions)> found, int partitions)
    {
        foreach (var (topic, count) in found.Where(entry => entry.Partitions != partitions))
        {
            throw new FeedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The internal topic '{topic}' has {count} Kafka partitions and should have {partitions}. Set kafka.internalPartitions to {count}, or choose another group, which begins anew with topics of its own."));
        }
    }

    private static void Make(IAdminClient admin, List<string> missing, int partitions, short copies, int brokers, CreateTopicsOptions options)
    {
        try
        {
            admin.CreateTopicsAsync(missing.Select(topic => Specification(topic, partitions, copies)), options).GetAwaiter().GetResult();
        }
        catch (CreateTopicsException fault)
        {
            // Another process of the group may have made them meanwhile.
            var refused = fault.Results.Where(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists).ToList();
            if (refused.Count == 0) return;

            var asksForCopies = copies < 0 && refused.TrueForAll(result => result.Error.Code is ErrorCode.InvalidReplicationFactor or ErrorCode.UnsupportedVersion or ErrorCode.InvalidRequest);
            if (!asksForCopies) throw Refused(missing, partitions, refused[0].Error, fault);
            Make(admin, [.. refused.Select(result => result.Topic)], partitions, CopiesAmong(brokers), brokers, options);
        }
        catch (KafkaException fault) when (fault.Error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion)
        {
            if (copies >= 0) throw Refused(missing, partitions, fault.Error, fault);
            Make(admin, missing, partitions, CopiesAmong(brokers), brokers, options);
        }
    }

    /// <summary>Brokers before 2.4 have no number of copies of their own: three then, or as many as there are brokers.</summary>
    private static short CopiesAmong(int brokers) => (short)Math.Min(3, brokers);

    private static string Names(IEnumerable<string> topics) => string.Join(", ", topics.Select(topic => $"'{topic}'"));

    private static TopicSpecification Specification(string topic, int partitions, short copies) =>
        new() { Name = topic, NumPartitions = partitions, ReplicationFactor = copies, Configs = new() { ["cleanup.policy"] = "delete" } };

    private static FeedException Refused(List<string> missing, int partitions, Error error, Exception inner) => new(
        string.Create(CultureInfo.InvariantCulture, $"The internal topic '{missing[0]}' is missing and can't be made: {error.Reason} ({error.Code}). ")
        + string.Create(CultureInfo.InvariantCulture, $"Give the user the right to make topics, or make {Names(missing)} with {partitions} Kafka partitions each."),
        inner);
}
