using Cep.Feeds.Kafka;
using Cep.Live.Hosting;

namespace Cep.Live;

/// <summary>This part: derived events that the broker refuses, what becomes of them, and how they are given back.</summary>
public sealed partial class RealBrokerTests
{
    [Fact]
    public async Task A_derived_event_that_the_broker_refuses_becomes_a_dead_letter_and_is_published_once_the_topic_takes_it()
    {
        var (ticks, found, letters) = (broker.MakeTopic("ticks", 1), broker.MakeTopic("found", 1, new() { ["max.message.bytes"] = "20000" }), broker.MakeTopic("letters", 1));
        var larger = broker.MakeTopic("larger", 1);
        broker.RemoveLater(null, [letters + DeadLetterTopic.JournalEnding]);
        using var folder = new TempFolder();
        Reports.Write(broker.Bootstrap, ticks, 10, 50_000, 20, 60_000, 30);
        var host = new KafkaHost(Settings(folder, ticks, found, letters), KafkaWork.RunAsync);
        using (var output = new OutputTopic(broker.Client, found))
        {
            await host.RunAsync(() => output.ReadUntil(3, TimeSpan.FromSeconds(90)));
            output.ReadRest();
            Assert.Equal([10, 20, 30], Reports.LengthsIn(output));
            Assert.Empty(output.Doubled);
        }

        using var topic = new DeadLetterTopic(broker.Settings, broker.NameGroup("dlq"), letters, Stop);
        using var target = new KafkaRequeue(topic, larger, Stop);
        var store = topic.Take();
        Assert.Equal(2, store.Counts.Open);
        Assert.Equal(DeadLetterStore.Open(folder["d.jsonl"]).Letters.Select(letter => letter.Id).Order(), store.Letters.Select(letter => letter.Id).Order());
        Assert.Equal(2, store.Requeue(store.Letters, target, TimeProvider.System).Requeued);
        Assert.Equal(new DeadLetterCounts(0, 2, 0, 0, 0), topic.Read().Counts);
        using var taken = new OutputTopic(broker.Client, larger);
        taken.ReadUntil(2, TimeSpan.FromSeconds(30));
        Assert.Equal([50_000, 60_000], Reports.LengthsIn(taken));
    }

    private LiveSettings Settings(TempFolder folder, string ticks, string found, string letters)
    {
        var read = Configs.Read(Configs.Least, null, "kafka.commitInterval=50ms", $"output.topic={found}", $"kafka.group={broker.NameGroup("refusals")}", $"deadLetters.topic={letters}", "kafka.bootstrap=" + broker.Bootstrap);
        return Configs.In(folder) with
        {
            Kafka = read.Kafka with { Topics = new Dictionary<string, TopicSettings> { [ticks] = new() } },
            Output = read.Output,
            Rules = [new Reports()],
            DeadLetters = read.DeadLetters with { File = folder["d.jsonl"] },
        };
    }
}
