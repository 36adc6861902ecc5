using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Seeded ticks in some Kafka partitions, each symbol in one of them, and what rules derive from them.</summary>
/// <param name="count">How many.</param>
/// <param name="partitions">How many Kafka partitions.</param>
/// <param name="seed">What they are drawn from.</param>
/// <param name="timing">How they are expected to come; where that has a disorder bound, some come within it and some later than that.</param>
internal sealed class TickLog(int count, int partitions, int seed, FeedTiming? timing = null)
{
    private const int Symbols = 40;

    /// <summary>The ticks of each partition, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Trade>> Ticks { get; } = Draw(count, partitions, seed, timing?.DisorderBound ?? TimeSpan.Zero);

    /// <summary>Two rules with windows and averages, so that a lost or doubled event, or lost state, shows.</summary>
    public static IReadOnlyList<Rule> Rules => [new RunningMean(), new MinuteSums()];

    /// <summary>Writes ticks of a range of each partition to a topic, a message for each.</summary>
    public void Write(ClientConfig client, string topic, int from, int to, int except = -1)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(client) { LingerMs = 5, EnableIdempotence = true }).SetLogHandler((_, _) => { }).Build();
        var encoder = new MessageEncoder(MessageFormat.Json);
        var batch = new EventBatch();
        for (var partition = 0; partition < Ticks.Count; partition++)
        {
            if (partition == except) continue;
            foreach (var tick in Ticks[partition].Skip(from).Take(to - from))
            {
                batch.Clear();
                batch.Add(tick, 0);
                var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(tick.Symbol.Name), Value = encoder.Encode(batch) };
                while (true)
                {
                    try
                    {
                        producer.Produce(new TopicPartition(topic, partition), message);
                        break;
                    }
                    catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                    {
                        producer.Poll(TimeSpan.FromMilliseconds(20));
                    }
                }
            }
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    /// <summary>What the engine alone derives from all ticks while more may come: the values by id.</summary>
    public IReadOnlyDictionary<string, string> Expected() => Ticks.SelectMany(ticks => TickReplay.Of(Rules, [ticks], timing)).ToDictionary();

    private static List<Trade>[] Draw(int count, int partitions, int seed, TimeSpan bound)
    {
        var random = new Random(seed);
        var ticks = Enumerable.Range(0, partitions).Select(_ => new List<Trade>()).ToArray();
        var names = Enumerable.Range(0, Symbols).Select(i => Symbol.Of($"L{i:D2}")).ToArray();
        var time = 1_700_000_000_000_000_000L;
        for (var i = 0; i < count; i++)
        {
            var symbol = (int)(Symbols * Math.Pow(random.NextDouble(), 2));
            time += random.Next(0, 40) * 1_000_000L;
            var behind = bound == TimeSpan.Zero ? 0 : random.Next(20) switch { 0 => bound.Ticks * 150, < 5 => random.NextInt64(bound.Ticks * 100), _ => 0 };
            ticks[symbol % partitions].Add(new Trade(new EventTime(time - behind), names[symbol], 10 + random.Next(0, 500) / 100.0, 1 + random.Next(100)));
        }

        // Two more, far behind, so that all the others are in order again.
        if (bound > TimeSpan.Zero)
        {
            for (var i = 0; i < partitions * 2; i++) ticks[i % partitions].Add(new Trade(new EventTime(time + (1 + i / partitions) * 60_000_000_000), names[i % partitions], 10, 10));
        }

        return ticks;
    }
}

/// <summary>Every tenth tick of a symbol, with an average over all of them.</summary>
[Rule("running-mean")]
internal sealed class RunningMean : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Scan((Count: 0, Mean: 0.0), static (state, tick) => (state.Count + 1, state.Mean + (tick.Price - state.Mean) / (state.Count + 1)))
        .Where(static state => state.Count % 10 == 0)
        .Select(static state => state.Mean);
}

/// <summary>What is traded in a symbol in each minute.</summary>
[Rule("minute-sums")]
internal sealed class MinuteSums : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events.Tumbling(TimeSpan.FromMinutes(1)).Sum(static tick => tick.Size).Select(static window => window.Value);
}
