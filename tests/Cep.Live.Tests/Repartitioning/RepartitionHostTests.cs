using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>A host over an input with several Kafka partitions and rules that see several symbols together.</summary>
public sealed class RepartitionHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly EmbeddedCluster cluster = new();
    private readonly TempFolder folder = new();

    public RepartitionHostTests()
    {
        cluster.CreateTopic("ticks", 3);
        cluster.CreateTopic("single", 1);
        cluster.CreateTopic("found", 1);
    }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_host_runs_the_tasks_of_both_groups_and_tells_of_them()
    {
        var log = new TickLog(6_000, 3, seed: 51);
        var plain = new ClientConfig { BootstrapServers = cluster.Bootstrap };
        log.Write(plain, "ticks", 0, int.MaxValue);
        foreach (var source in Enumerable.Range(0, 3)) cluster.CreateTopic($"across-repartition-{source}", 3);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        using var lines = new StringWriter();
        LiveStatus? status = null;
        var run = LiveHost.RunAsync(
            Settings(new MinuteSums(), new RunningMean(), new MarketMean()),
            (context, stopping) =>
            {
                status = context.Status;
                return KafkaWork.RunWithoutTransactionsAsync(context, stopping);
            },
            lines,
            stop.Token);
        var expected = log.Expected().Concat(TickReplay.Of([new MarketMean()], log.Ticks)).ToDictionary();
        using var output = new OutputTopic(plain, "found");
        await Task.Run(() => output.ReadUntil(expected.Count, TimeSpan.FromSeconds(30)), Ending);
        var tasks = status!.Partitions;
        await stop.CancelAsync();
        var (outcome, failure) = await run;
        Assert.True(outcome == LiveOutcome.Stopped, $"{failure}\n{lines}");
        Assert.Equal(expected.OrderBy(pair => pair.Key), output.ById.OrderBy(pair => pair.Key));
        Assert.Equal([0, 1, 2, 3, 4, 5], tasks.Select(task => task.Partition));
        Assert.Contains("get their events through across-repartition-0, across-repartition-1, across-repartition-2: market-mean.", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_says_which_topics_are_missing_and_have_to_be_made()
    {
        var settings = Settings(new MarketMean());
        Assert.StartsWith(
            "Kafka can't make the internal topics 'across-repartition-0', 'across-repartition-1', 'across-repartition-2', which you may do in its place, with 3 Kafka partitions each:",
            await FaultOf(settings),
            StringComparison.Ordinal);
        foreach (var source in Enumerable.Range(0, 3)) cluster.CreateTopic($"across-repartition-{source}", 3);
        Assert.Null(await FaultOf(settings));
        Assert.StartsWith(
            "The internal topic 'across-repartition-0' has 3 Kafka partitions and should have 2. Set kafka.internalPartitions to 3,",
            await FaultOf(settings with { Kafka = settings.Kafka with { InternalPartitions = 2 } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_copied_where_one_Kafka_partition_has_all_symbols_or_no_rule_asks_for_it()
    {
        var across = Settings(new MarketMean());
        var single = across with { Kafka = across.Kafka with { Topics = new Dictionary<string, TopicSettings> { ["single"] = new() } } };
        Assert.DoesNotContain(await KafkaProbe.RunAsync(single, Ending), result => result.What == "internal topics");
        Assert.DoesNotContain(await KafkaProbe.RunAsync(Settings(new RunningMean()), Ending), result => result.What == "internal topics");
        Assert.Null(Repartitioning.Plan(single, Patience));
    }

    [Fact]
    public async Task Files_cant_meet_the_events_of_topics()
    {
        var settings = Settings(new MarketMean()) with { Input = new InputSettings { Files = ["ticks.csv"] } };
        Assert.EndsWith(
            "not possible here: 'market-mean': files are a log of their own, whose events can't meet those of the topics. Leave out input.files, or run the files in a group of their own without kafka.topics.",
            await FaultOf(settings),
            StringComparison.Ordinal);
        using var lines = new StringWriter();
        var (outcome, failure) = await LiveHost.RunAsync(settings, KafkaWork.RunWithoutTransactionsAsync, lines, Ending);
        Assert.Equal((LiveOutcome.Failed, true), (outcome, failure is RuleException));
    }

    [Fact]
    public async Task What_cant_be_copied_is_refused()
    {
        var settings = Settings(new MarketMean(), new HeadlineCounts());
        Assert.Contains("'headline-counts': Headline can't be copied to an internal topic; that can be done with trades, quotes and market statuses. Give the topics one Kafka partition,", await FaultOf(settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provisional_events_beside_events_across_symbols_are_refused()
    {
        var settings = Settings(new GreatTrades(), new GreatCounts()) with { Timing = new TimingSettings { AllowedLateness = TimeSpan.FromSeconds(1) } };
        Assert.Contains("'great-trades', 'great-counts': 'great-trades' would tell provisional events, and what comes through an internal topic is final. Leave out timing.allowedLateness,", await FaultOf(settings), StringComparison.Ordinal);
    }

    private static async Task<string?> FaultOf(LiveSettings settings) => Assert.Single(await KafkaProbe.RunAsync(settings, Ending), result => result.What == "internal topics").Fault;

    private LiveSettings Settings(params Rule[] rules) => Configs.In(folder) with
    {
        Kafka = new KafkaSettings
        {
            Bootstrap = cluster.Bootstrap, Group = "across", Topics = new Dictionary<string, TopicSettings> { ["ticks"] = new() }, CommitInterval = TimeSpan.FromMilliseconds(50),
        },
        Rules = rules,
        Output = new OutputSettings { Topic = "found" },
    };
}

/// <summary>An event that comes through no topic.</summary>
internal readonly record struct Headline(EventTime Time, Symbol Symbol) : IEvent;

/// <summary>Counts headlines.</summary>
[Rule("headline-counts")]
internal sealed class HeadlineCounts : Rule<Headline, int>
{
    public override IObservable<int> Query(EventStream<Headline> events) => events.PartitionBy(static _ => "all").Scan(0, static (count, _) => count + 1);
}
