using BenchmarkDotNet.Attributes;
using Cep.Feeds.Kafka;

namespace Cep.Benchmarks;

/// <summary>Decoding the messages of a Kafka topic, nanoseconds a tick.</summary>
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private const int Ticks = 1 << 14;
    private readonly MessageDecoder decoder = new("ticks [0]");
    private readonly EventBatch batch = new();
    private byte[][] messages = [];

    /// <summary>How the ticks are written, and how many are in a message.</summary>
    [Params("json 1", "json 256", "arrow 256", "arrow 1024")]
    public string Messages { get; set; } = "";

    /// <summary>Writes trades of 500 symbols.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        var symbols = Enumerable.Range(0, 500).Select(i => Symbol.Of($"SYM{i}")).ToArray();
        var encoder = new MessageEncoder(Messages.StartsWith("json", StringComparison.Ordinal) ? MessageFormat.Json : MessageFormat.Arrow);
        var size = int.Parse(Messages.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var time = 1_381_152_900_000_000_000;
        messages = new byte[Ticks / size][];
        for (var i = 0; i < messages.Length; i++)
        {
            batch.Clear();
            for (var row = 0; row < size; row++)
            {
                var trade = new Trade(new EventTime(time += random.Next(1_000_000)), symbols[random.Next(symbols.Length)], random.Next(100_000) / 100.0, random.Next(1000), TradeConditions.None, 'P');
                batch.Add(trade, row);
            }

            messages[i] = encoder.Encode(batch);
        }
    }

    /// <summary>All messages, in batches of about a thousand events.</summary>
    [Benchmark(OperationsPerInvoke = Ticks)]
    public void Decode()
    {
        for (var i = 0; i < messages.Length; i++)
        {
            if (batch.Count >= 1000) batch.Clear();
            decoder.Decode(messages[i], i, batch);
        }
    }
}
