using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Decides whether events have to be copied to internal topics, and has these made.</summary>
internal static class Repartitioning
{
    /// <summary>Asks the cluster how many Kafka partitions there are, if any rule sees several symbols together.</summary>
    /// <returns>Null when all rules can run on the Kafka partitions of the input.</returns>
    /// <exception cref="RuleException">The rules can't be divided; all faults in one message.</exception>
    /// <exception cref="FeedException">Topics are missing or can't be read together.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public static Repartition? Plan(LiveSettings settings, TimeSpan requestTimeout)
    {
        if (settings.Kafka.PartitionedByRuleKeys) return null;
        var division = RuleDivision.Of(settings.Rules);
        if (division.AcrossSymbols.Count == 0) return null;
        var options = KafkaOptions.Group(settings) with { RequestTimeout = requestTimeout };
        using var group = new KafkaGroup(options, new GroupCallbacks { Assigned = _ => { }, Revoked = _ => { }, Lost = _ => { }, Failed = (_, _) => { }, Noted = _ => { } });
        return Plan(settings, division, group.CheckTopics());
    }

    /// <summary>Makes the topics that are missing.</summary>
    /// <param name="repartition">What is copied.</param>
    /// <param name="requestTimeout">How long a request may take.</param>
    /// <param name="onlyAsks">Asks whether it could be done and makes nothing.</param>
    /// <exception cref="FeedException">They can't be made, or are there and have another number of Kafka partitions.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public static void MakeTopics(Repartition repartition, TimeSpan requestTimeout, bool onlyAsks = false) =>
        InternalTopics.Make(repartition.Client, repartition.Topics, repartition.Slices, requestTimeout, onlyAsks);

    /// <summary>For input topics with so many Kafka partitions.</summary>
    internal static Repartition? Plan(LiveSettings settings, RuleDivision division, int sources)
    {
        if (sources == 1 || division.AcrossSymbols.Count == 0) return null;
        var faults = RepartitionFaults.Of(division, settings).ToList();
        if (faults.Count > 0)
        {
            throw new RuleException(
                "The input has several Kafka partitions, and rules that see several symbols together get their events through internal topics, which is not possible here: " + string.Join(" ", faults));
        }

        return new Repartition
        {
            Division = division,
            Client = KafkaOptions.Client(settings),
            Group = settings.Kafka.Group,
            Sources = sources,
            Slices = settings.Kafka.InternalPartitions ?? sources,
        };
    }
}
