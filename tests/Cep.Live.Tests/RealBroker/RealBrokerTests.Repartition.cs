using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>This part: rules that see several symbols together, through internal topics.</summary>
public sealed partial class RealBrokerTests
{
    [Fact]
    public void Rules_across_symbols_derive_each_event_once_whatever_is_killed()
    {
        const int sources = 3;
        var (ticks, found, name) = (broker.MakeTopic("ticks", sources), broker.MakeTopic("found", 1), broker.NameGroup("across"));
        using var folder = new TempFolder();
        var random = new Random(41);
        var log = new TickLog(30_000, sources, seed: 41);
        var repartition = new Repartition { Division = RuleDivision.Of([.. TickLog.Rules, new MarketMean()]), Client = broker.Settings, Group = name, Sources = sources, Slices = sources };
        broker.RemoveLater(repartition.SecondGroup, repartition.Topics);
        Repartitioning.MakeTopics(repartition, TimeSpan.FromSeconds(30), onlyAsks: true);
        KafkaBroker.Persist(() => Repartitioning.MakeTopics(repartition, TimeSpan.FromSeconds(30)), "make the internal topics");
        var other = Assert.Throws<FeedException>(() => Repartitioning.MakeTopics(repartition with { Slices = 5 }, TimeSpan.FromSeconds(30)));
        Assert.Contains("has 3 Kafka partitions and should have 5", other.Message, StringComparison.Ordinal);
        LiveProcess Start() => new(broker.Settings, ticks, found, name, folder["state"], options => options with { FencedPause = TimeSpan.FromSeconds(1) }, repartition, hasTransactions: true);
        var steady = Start();
        for (var part = 0; part < 5; part++)
        {
            var process = Start();
            log.Write(broker.Client, ticks, part * 1_500, (part + 1) * 1_500);
            var commits = random.Next(1, 12);
            SpinWait.SpinUntil(() => process.Notes.Count(note => note.Contains("committed", StringComparison.Ordinal)) > commits, TimeSpan.FromSeconds(20));
            if (part == 2) (steady, process) = (process, steady);
            process.Kill();
        }

        log.Write(broker.Client, ticks, 7_500, int.MaxValue);
        var expected = log.Expected().Concat(TickReplay.Of([new MarketMean()], log.Ticks)).ToDictionary();
        using var output = new OutputTopic(broker.Client, found);
        output.ReadUntil(expected.Count, TimeSpan.FromSeconds(60));
        output.ReadRest();
        steady.Dispose();
        Assert.Empty(steady.Faults);
        Assert.True(expected.Count == output.ById.Count, $"{output.ById.Count} of {expected.Count} derived events came.\n{string.Join('\n', steady.Notes.TakeLast(100))}");
        Assert.All(expected, pair => Assert.Equal(pair.Value, output.ById[pair.Key]));
        Assert.Empty(output.Doubled);
    }
}
