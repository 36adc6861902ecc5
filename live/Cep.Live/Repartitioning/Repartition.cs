using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Rules that see several symbols together, and the internal topics through which events come to them: one for each Kafka
/// partition of the input, written by the task of that one alone, with a Kafka partition for each slice of the keys.
/// </summary>
/// <remarks>See ADR 0017.</remarks>
public sealed record Repartition
{
    private static readonly IReadOnlyDictionary<Type, Func<Rule>> CopyRules = new Dictionary<Type, Func<Rule>>
    {
        [typeof(Trade)] = static () => new CopyTrades(), [typeof(Quote)] = static () => new CopyQuotes(), [typeof(MarketStatus)] = static () => new CopyStatuses(),
    };

    /// <summary>The rules in groups, divided from those that work by symbol alone.</summary>
    public required RuleDivision Division { get; init; }

    /// <summary>How to reach the cluster.</summary>
    public required ClientSettings Client { get; init; }

    /// <summary>The group of the tasks that read the input.</summary>
    public required string Group { get; init; }

    /// <summary>How many Kafka partitions the input's topics have.</summary>
    public required int Sources { get; init; }

    /// <summary>How many Kafka partitions each of the internal topics has.</summary>
    public required int Slices { get; init; }

    /// <summary>The group of the tasks that read the internal topics. The names of these begin with it.</summary>
    public string SecondGroup => Group + "-repartition";

    /// <summary>The rules that see several symbols together, with those that they consume and that consume them.</summary>
    public IEnumerable<Rule> Rules => Division.AcrossSymbols.SelectMany(group => group.Rules);

    /// <summary>The topic into which the task of a Kafka partition writes.</summary>
    public string TopicOf(int source) => string.Create(CultureInfo.InvariantCulture, $"{SecondGroup}-{source}");

    /// <summary>All topics, in the order of the Kafka partitions of the input.</summary>
    public IReadOnlyList<string> Topics => [.. Enumerable.Range(0, Sources).Select(TopicOf)];

    /// <summary>Whether events of a type can be copied.</summary>
    public static bool CanCopy(Type eventType) => CopyRules.ContainsKey(eventType);

    /// <summary>How the tasks of the input's Kafka partitions run: without these rules, and with copies of what they take.</summary>
    public LiveTaskOptions First(LiveTaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var copied = Division.AcrossSymbols.SelectMany(group => group.EventTypes).Distinct().Where(CanCopy).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => CopyRules[type]());
        return options with { Rules = [.. Division.BySymbol, .. copied], Repartition = this, PartitionedByRuleKeys = true };
    }

    /// <summary>
    /// How the tasks of the internal topics run. What is late was decided before, so nothing is out of order, and a source that
    /// has nothing is waited for: its task says how far it is, or will when somebody has taken it over.
    /// </summary>
    public LiveTaskOptions Second(LiveTaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Rules = [.. Rules],
            ForPartition = RunSlice,
            PartitionedByRuleKeys = true,
            StateFolder = Path.Combine(options.StateFolder, "repartition"),
            StateTopic = options.StateTopic is { } topic ? topic with { Group = SecondGroup } : null,
            Engine = options.Engine with { Timing = new FeedTiming { Lateness = options.Engine.Timing.Lateness } },
        };
    }

    /// <summary>
    /// What the tasks of the internal topics read. They begin with the oldest message, whatever the input begins with, and the
    /// queues of all sources of a task together are as long as one of the input's.
    /// </summary>
    public KafkaGroupOptions Second(KafkaGroupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bounds = new QueueBounds(Math.Max(1_000, options.Bounds.Messages / Sources), Math.Max(1 << 20, options.Bounds.Bytes / Sources));
        return options with { Group = SecondGroup, Topics = Topics, StartAtEnd = false, Bounds = bounds };
    }

    /// <summary>Rules whose keys are known run everywhere, each on its part of the keys; the others where all their events come.</summary>
    private LiveTaskOptions RunSlice(LiveTaskOptions options, int slice)
    {
        var byKey = Division.AcrossSymbols.Where(group => group.WhyNotByKey is null).SelectMany(group => group.Rules).ToList();
        var others = slice == 0 ? Division.AcrossSymbols.Where(group => group.WhyNotByKey is not null).SelectMany(group => group.Rules) : [];
        return options with
        {
            Rules = [.. byKey, .. others],
            Engine = options.Engine with { SliceByRule = byKey.ToDictionary(rule => rule.Name, _ => new KeySlice(slice, Slices)) },
        };
    }
}
