using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Tries the brokers and asks the cluster for the topics; joins no group and writes nothing.</summary>
public static class KafkaProbe
{
    private const string What = "kafka.topics";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects to each broker; where one takes the connection, authenticates and checks the topics.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(LiveSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var brokers = await TcpProbe.RunAsync(settings, stop).ConfigureAwait(false);
        if (brokers.All(broker => broker.Fault is not null) || settings.Kafka.Topics.Count == 0) return brokers;
        return [.. brokers, await Task.Run(() => CheckTopics(settings), stop).WaitAsync(stop).ConfigureAwait(false)];
    }

    private static CheckResult CheckTopics(LiveSettings settings)
    {
        try
        {
            using var group = new KafkaGroup(KafkaOptions.Group(settings) with { RequestTimeout = Patience }, new GroupCallbacks
            {
                Assigned = _ => { }, Revoked = _ => { }, Lost = _ => { }, Failed = (_, _) => { }, Noted = _ => { },
            });
            var partitions = group.CheckTopics();
            if (!settings.Kafka.PartitionedByRuleKeys && PartitionCheck.Fault(settings.Rules, settings.Kafka.Topics.Keys, partitions) is { } fault) return new CheckResult("rules", $"can't run: {fault}");
            return new CheckResult(What, null);
        }
        catch (Exception error) when (error is FeedException or KafkaFaultException)
        {
            return new CheckResult(What, $"can't be read: {error.Message}");
        }
    }
}
