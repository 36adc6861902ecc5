using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.KafkaThroughput;

/// <summary>A topic of seeded trades, each symbol in one Kafka partition: a message for each tick, or Arrow messages of many.</summary>
public sealed class TickTopic
{
    private const int Symbols = 100;
    private const long StartNanos = 1_700_000_000_000_000_000;
    private readonly List<Trade>[] ticks = [.. Enumerable.Range(0, Partitions).Select(static _ => new List<Trade>())];

    /// <summary>Draws the ticks.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="ticks">How many.</param>
    /// <param name="format">How they are written.</param>
    public TickTopic(string name, int ticks, MessageFormat format)
    {
        (Name, Ticks, Format) = (name, ticks, format);
        var random = new Random(1);
        var symbols = Enumerable.Range(0, Symbols).Select(static number => Symbol.Of($"K{number:D3}")).ToArray();
        for (var i = 0; i < ticks; i++)
        {
            var symbol = random.Next(Symbols);
            this.ticks[symbol % Partitions].Add(new Trade(new EventTime(StartNanos + i * 1_000_000L), symbols[symbol], 10 + random.Next(0, 500) / 100.0, 1 + random.Next(100)));
        }
    }

    /// <summary>How many Kafka partitions the topic has.</summary>
    public const int Partitions = 6;

    /// <summary>How many ticks an Arrow message holds.</summary>
    public const int TicksOfMessage = 256;

    /// <summary>The topic.</summary>
    public string Name { get; }

    /// <summary>How many ticks it holds.</summary>
    public int Ticks { get; }

    /// <summary>How they are written.</summary>
    public MessageFormat Format { get; }

    /// <summary>How many messages it holds.</summary>
    public long Messages { get; private set; }

    /// <summary>How many derived events <see cref="EveryThousandth"/> gives.</summary>
    public int Derived => ticks.SelectMany(static ticks => ticks).GroupBy(static tick => tick.Symbol).Sum(static same => same.Count() / EveryThousandth.Ticks);

    /// <summary>Writes the ticks.</summary>
    public void Fill(ClientConfig client)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(new ClientConfig(client.ToDictionary())) { LingerMs = 20, EnableIdempotence = true }).Build();
        var encoder = new MessageEncoder(Format);
        var batch = new EventBatch();
        var size = Format == MessageFormat.Arrow ? TicksOfMessage : 1;
        for (var partition = 0; partition < Partitions; partition++)
        {
            foreach (var part in ticks[partition].Chunk(size))
            {
                batch.Clear();
                foreach (var tick in part) batch.Add(tick, 0);
                Send(producer, partition, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(part[0].Symbol.Name), Value = encoder.Encode(batch) });
                Messages++;
            }
        }

        producer.Flush(CancellationToken.None);
    }

    private void Send(IProducer<byte[], byte[]> producer, int partition, Message<byte[], byte[]> message)
    {
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(Name, partition), message);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
