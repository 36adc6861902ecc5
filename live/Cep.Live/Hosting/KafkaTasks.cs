using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// The tasks of a process over Kafka: those of the input's Kafka partitions and, where rules see several symbols together,
/// those of the internal topics.
/// </summary>
internal sealed class KafkaTasks(LiveContext context, StatusWatcher watcher, DeadLetterFile? letters, bool hasTransactions, Action<string> noted) : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private readonly List<(LiveTasks Tasks, int Shift)> sets = [];
    private readonly RefusedRecords refused = new();

    /// <summary>Checks the topics, makes those that are internal, and joins the groups.</summary>
    /// <exception cref="FeedException">Topics are missing or can't be read together.</exception>
    /// <exception cref="RuleException">Rules can't run beside topics with several Kafka partitions.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public void Start()
    {
        var settings = context.Settings;
        var options = KafkaOptions.Tasks(settings) with { Clock = context.Clock };
        options = options with { Engine = watcher.Watch(options.Engine) };
        var group = KafkaOptions.Group(settings);
        if (Repartitioning.Plan(settings, RequestTimeout) is { } repartition)
        {
            Repartitioning.MakeTopics(repartition, RequestTimeout);
            noted($"Rules that see several symbols together get their events through {string.Join(", ", repartition.Topics)}: {string.Join(", ", repartition.Rules.Select(rule => rule.Name))}.");
            Add(group, repartition.First(options), shift: 0);
            Add(repartition.Second(group), repartition.Second(options), shift: repartition.Sources);
        }
        else
        {
            Add(group, options, shift: 0);
        }

        foreach (var (tasks, _) in sets) tasks.Start();
    }

    /// <summary>Tells how far the tasks are behind.</summary>
    public void TellLags()
    {
        foreach (var (tasks, shift) in sets)
        {
            foreach (var lag in tasks.Group!.Lags()) context.Status.Partition(lag.Partition + shift).SetLag(lag.Topic, lag.Lag);
        }
    }

    public void Dispose()
    {
        foreach (var (tasks, _) in sets) tasks.Dispose();
    }

    private void Add(KafkaGroupOptions group, LiveTaskOptions options, int shift)
    {
        var tasks = new LiveTasks(
            group,
            options,
            (partition, member) => KafkaOptions.Producer(context.Settings, partition, noted) with { Group = group.Group, CommitWithoutTransaction = hasTransactions ? null : member.Commit, Refused = refused },
            CreateSinks,
            shift == 0 ? watcher : new ShiftedWatcher(watcher, shift),
            noted);
        sets.Add((tasks, shift));
    }

    private (ISink Sink, IDeadLetterSink? Letters) CreateSinks(TaskProducer producer, CancellationToken ending)
    {
        List<IDeadLetterSink> others = context.Settings.DeadLetters.Topic is { } topic ? [new KafkaDeadLetters(producer, topic, ending)] : [];
        var counted = CountingLetters.Of(letters, others, context.Status);
        var derived = new KafkaSink(producer, new DerivedTopics(context.Settings.Output.Topic), ending) { DeadLetters = counted.AreKept ? counted : null };
        var sink = new CountingSink(derived, counted, context.Status);
        return (sink, sink);
    }
}
