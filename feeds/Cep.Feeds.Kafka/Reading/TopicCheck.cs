using System.Globalization;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Checks that topics can be read together: each is there and all have the same number of Kafka partitions.</summary>
internal static class TopicCheck
{
    /// <exception cref="FeedException">They can't.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public static int Partitions(IReadOnlyList<string> topics, IAdminClient admin, TimeSpan timeout)
    {
        var counts = topics.Select(topic => (Topic: topic, Partitions: CountOf(topic, admin, timeout))).ToList();
        var missing = counts.Where(entry => entry.Partitions == 0).Select(entry => $"'{entry.Topic}'").ToList();
        if (missing.Count > 0) throw new FeedException($"There is no topic {string.Join(", ", missing)}. Make it, or mend kafka.topics.");
        if (counts.Select(entry => entry.Partitions).Distinct().Count() == 1) return counts[0].Partitions;
        var found = string.Join(", ", counts.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Topic} has {entry.Partitions}")));
        throw new FeedException(
            $"Topics that are read together must have the same number of Kafka partitions, so that a symbol's events meet in one task: {found}. Give all the same number, and write them with the same partitioner.");
    }

    private static int CountOf(string topic, IAdminClient admin, TimeSpan timeout)
    {
        try
        {
            var found = admin.GetMetadata(topic, timeout).Topics.Find(entry => entry.Topic == topic);
            return found is null || found.Error.Code == ErrorCode.UnknownTopicOrPart ? 0 : found.Partitions.Count;
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, $"say what topic {topic} is");
        }
    }
}
