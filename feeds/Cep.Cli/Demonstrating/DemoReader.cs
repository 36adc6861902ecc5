using System.Text;
using Confluent.Kafka;

namespace Cep.Cli;

/// <summary>Reads derived events as anybody else would who knows the topic, from a thread of its own, and drops repeats by id.</summary>
internal sealed class DemoReader : IDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<Ignore, byte[]> consumer;
    private readonly Thread thread;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private int repeats;
    private string? newest;
    private volatile bool isStopping;

    /// <summary>Begins to read.</summary>
    public DemoReader(string bootstrap)
    {
        var config = new ConsumerConfig(new Dictionary<string, string>(DemoSettings.Impatient))
        {
            BootstrapServers = bootstrap, GroupId = "demo-reader", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(DemoSettings.Derived, 0, Offset.Beginning));
        thread = new Thread(Run) { IsBackground = true, Name = "demo reader" };
        thread.Start();
    }

    /// <summary>How many derived events came, repeats left out.</summary>
    public int Count
    {
        get
        {
            lock (gate) return lines.Count;
        }
    }

    /// <summary>How many came once more. Only clusters without transactions show them.</summary>
    public int Repeats => Volatile.Read(ref repeats);

    /// <summary>What came, by id.</summary>
    public IReadOnlyDictionary<string, string> Lines
    {
        get
        {
            lock (gate) return new Dictionary<string, string>(lines, StringComparer.Ordinal);
        }
    }

    /// <summary>The derived event that came last since this was asked, null when none did.</summary>
    public string? TakeNewest() => Interlocked.Exchange(ref newest, null);

    public void Dispose()
    {
        isStopping = true;
        thread.Join();
        consumer.Dispose();
    }

    private void Run()
    {
        while (!isStopping)
        {
            try
            {
                if (consumer.Consume(PollTime) is { } record) Take(record.Message);
            }
            catch (ConsumeException)
            {
                // The cluster is away; the client finds it again by itself.
            }
        }
    }

    private void Take(Message<Ignore, byte[]> message)
    {
        var id = Encoding.UTF8.GetString(message.Headers.GetLastBytes("ce_id"));
        var line = Encoding.UTF8.GetString(message.Value).TrimEnd();
        lock (gate)
        {
            if (!lines.TryAdd(id, line))
            {
                repeats++;
                return;
            }
        }

        Volatile.Write(ref newest, line);
    }
}
