namespace Cep.Live;

/// <summary>
/// Refuses rules that see several symbols together over topics whose symbols lie in several Kafka partitions: a task sees one of
/// them, so what such a rule derives would hang on which symbols share a partition.
/// </summary>
internal static class PartitionCheck
{
    /// <summary>What is wrong, for a person; null when nothing is.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="partitions">How many Kafka partitions each of them has.</param>
    public static string? Fault(IReadOnlyList<Rule> rules, IEnumerable<string> topics, int partitions)
    {
        if (partitions < 2 || CrossSymbolRules.Of(rules) is not { Count: > 0 } across) return null;
        return $"the rules {string.Join(", ", across)} see several symbols together (PartitionBy), and {string.Join(", ", topics)} has {partitions} Kafka partitions, of which a task reads one: "
            + "they would see those symbols only that share a partition. Give these rules a configuration of their own with a topic of a single Kafka partition, or with one that is partitioned by their keys and kafka.partitionedByRuleKeys.";
    }
}
