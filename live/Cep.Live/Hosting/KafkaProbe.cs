using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Tries the brokers and asks the cluster for the topics; joins no group and writes nothing.</summary>
public static class KafkaProbe
{
    private const string What = "kafka.topics";
    private const string InternalTopicsWhat = "internal topics";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects to each broker; where one takes the connection, authenticates and checks the topics.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(LiveSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var brokers = await TcpProbe.RunAsync(settings, stop).ConfigureAwait(false);
        if (brokers.All(broker => broker.Fault is not null) || settings.Kafka.Topics.Count == 0) return brokers;
        return [.. brokers, .. await Task.Run(() => Check(settings), stop).WaitAsync(stop).ConfigureAwait(false)];
    }

    private static IEnumerable<CheckResult> Check(LiveSettings settings)
    {
        var topics = CheckTopics(settings);
        return topics.Fault is null && CheckRepartition(settings) is { } internalTopics ? [topics, internalTopics] : [topics];
    }

    /// <summary>Whether events can be copied for rules that see several symbols together; null when that is not needed.</summary>
    private static CheckResult? CheckRepartition(LiveSettings settings)
    {
        try
        {
            if (Repartitioning.Plan(settings, Patience) is not { } repartition) return null;
            Repartitioning.MakeTopics(repartition, Patience, onlyAsks: true);
            return new CheckResult(InternalTopicsWhat, null);
        }
        catch (Exception error) when (error is FeedException or RuleException or KafkaFaultException)
        {
            return new CheckResult(InternalTopicsWhat, error.Message);
        }
    }

    private static CheckResult CheckTopics(LiveSettings settings)
    {
        try
        {
            using var group = new KafkaGroup(KafkaOptions.Group(settings) with { RequestTimeout = Patience }, new GroupCallbacks
            {
                Assigned = _ => { }, Revoked = _ => { }, Lost = _ => { }, Failed = (_, _) => { }, Noted = _ => { },
            });
            group.CheckTopics();
            return new CheckResult(What, null);
        }
        catch (Exception error) when (error is FeedException or KafkaFaultException)
        {
            return new CheckResult(What, $"can't be read: {error.Message}");
        }
    }
}
