using System.Text.Json;

namespace Cep.Live;

/// <summary>A metric: its name, its unit, what it means, and how it is read from the status.</summary>
/// <param name="Name">The name for OpenTelemetry.</param>
/// <param name="IsCounter">It only grows; otherwise it goes up and down.</param>
/// <param name="Unit">The unit in UCUM: <c>s</c>, <c>By</c>, or a thing in braces.</param>
/// <param name="Description">What it means.</param>
/// <param name="Read">Its values now.</param>
public sealed record Metric(string Name, bool IsCounter, string Unit, string Description, Func<LiveStatus, IEnumerable<MetricValue>> Read)
{
    /// <summary>All metrics, in the order of the documents.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("cep.events", true, "{event}", "Events processed, those that a recovery reads again among them.", status => [new(status.Events)]),
        new("cep.late_events", true, "{event}", "Events that came too late.", status => [new(status.LateEvents)]),
        new("cep.derived_events", true, "{event}", "Derived events written, by rule; those of a transaction that was aborted are written again.", status => status.Rules.Select(rule => Of(rule, rule.DerivedEvents))),
        new("cep.dead_letters", true, "{dead_letter}", "Dead letters, by reason.", DeadLetters),
        new("cep.consumer.lag", false, "{message}", "Messages that were not processed yet, by topic and partition.", Lag),
        new("cep.watermark.lag", false, "s", "How far the watermark of a task is behind the clock, by partition.", WatermarkLag),
        new("cep.tasks", false, "{task}", "Tasks of this process, by phase.", Tasks),
        new("cep.partial_matches", false, "{match}", "Partial matches of patterns that wait to go on, by rule.", status => status.Rules.Select(rule => Of(rule, rule.PartialMatches))),
        new("cep.state.bytes", false, "By", "State that a rule keeps, estimated, by rule.", status => status.Rules.Select(rule => Of(rule, rule.Bytes))),
        new("cep.state.keys", false, "{key}", "Keys of which a rule keeps something, by rule.", status => status.Rules.Select(rule => Of(rule, rule.Keys))),
        new("cep.commits", true, "{commit}", "Transactions committed.", status => [new(status.Commits)]),
        new("cep.commits.failed", true, "{commit}", "Transactions aborted.", status => [new(status.FailedCommits)]),
        new("cep.commits.time", true, "s", "Time that commits took, in all.", status => [new(status.CommitTime.TotalSeconds)]),
        new("cep.snapshots", true, "{snapshot}", "Snapshots taken.", status => [new(status.Snapshots)]),
        new("cep.snapshots.written", true, "By", "Bytes of snapshots, in all.", status => [new(status.SnapshotBytes)]),
        new("cep.broker.connected", false, "{broker}", "1 when the broker answers, 0 when it does not; absent while nobody knows.", Broker),
        new("cep.input.stopped", false, "{input}", "1 when nothing is read because the spool is full, otherwise 0.", status => [new(status.IsInputStopped ? 1 : 0)]),
        new("cep.spool.entries", false, "{event}", "Derived events that wait in the spool.", status => OfSpool(status, spool => spool.Entries)),
        new("cep.spool.bytes", false, "By", "What the spool takes on disk.", status => OfSpool(status, spool => spool.Bytes)),
        new("cep.spool.age", false, "s", "Age of the oldest entry of the spool; 0 when it is empty.", status => OfSpool(status, spool => spool.OldestAge.TotalSeconds)),
        new("cep.spool.dropped", true, "{event}", "Derived events dropped because the spool was full.", status => OfSpool(status, spool => spool.Dropped)),
    ];

    /// <summary>
    /// Its values now, and none when a part of the process that it asks can't answer: whoever observes all metrics is to get the
    /// others.
    /// </summary>
    public IReadOnlyList<MetricValue> Observe(LiveStatus status)
    {
        try
        {
            return [.. Read(status)];
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The name for Prometheus, with its unit and, of a counter, <c>_total</c>.</summary>
    public string PrometheusName
    {
        get
        {
            var unit = Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            var name = Name.Replace('.', '_');
            return name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + (IsCounter ? "_total" : "");
        }
    }

    private static MetricValue Of(RuleStatus rule, long value) => new(value, new KeyValuePair<string, object?>("rule", rule.Name));

    private static IEnumerable<MetricValue> DeadLetters(LiveStatus status) => Enum.GetValues<DeadLetterReason>()
        .Select(reason => new MetricValue(status.DeadLettersOf(reason), new KeyValuePair<string, object?>("reason", JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()))));

    private static IEnumerable<MetricValue> Lag(LiveStatus status) =>
        from task in status.Partitions
        from topic in task.LagByTopic.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        select new MetricValue(topic.Value, new("topic", topic.Key), new("partition", task.Partition));

    private static IEnumerable<MetricValue> WatermarkLag(LiveStatus status)
    {
        var now = (status.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        return status.Partitions
            .Where(task => task.Watermark != EventTime.MinValue && task.Watermark != EventTime.MaxValue)
            .Select(task => new MetricValue(Math.Max(0, now - (task.Watermark.Nanos / 1e9)), new KeyValuePair<string, object?>("partition", task.Partition)));
    }

    private static IEnumerable<MetricValue> Tasks(LiveStatus status) => status.Partitions
        .GroupBy(task => task.Phase)
        .OrderBy(group => group.Key)
        .Select(group => new MetricValue(group.Count(), new KeyValuePair<string, object?>("phase", JsonNamingPolicy.CamelCase.ConvertName(group.Key.ToString()))));

    private static IEnumerable<MetricValue> Broker(LiveStatus status) =>
        status.Broker.IsConnected is { } connected ? [new MetricValue(connected ? 1 : 0)] : [];

    private static IEnumerable<MetricValue> OfSpool(LiveStatus status, Func<Spool, double> read) =>
        status.Spool is { } spool ? [new MetricValue(read(spool))] : [];
}
