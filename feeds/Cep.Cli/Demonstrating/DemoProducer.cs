using System.Diagnostics;
using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Cli;

/// <summary>Sends the ticks of the demonstration, so many a second, from a thread of its own. What the cluster does not take waits in the client.</summary>
internal sealed class DemoProducer : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private readonly DemoTicks ticks;
    private readonly int perSecond;
    private readonly IProducer<byte[], byte[]> producer;
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private int sent;
    private int acknowledged;

    /// <summary>Begins to send.</summary>
    public DemoProducer(string bootstrap, DemoTicks ticks, int perSecond)
    {
        (this.ticks, this.perSecond) = (ticks, perSecond);
        var config = new ProducerConfig(new Dictionary<string, string>(DemoSettings.Impatient)) { BootstrapServers = bootstrap, EnableIdempotence = true, LingerMs = 5 };
        producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        thread = new Thread(Run) { IsBackground = true, Name = "demo producer" };
        thread.Start();
    }

    /// <summary>How many ticks were handed to the client.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>How many of them the cluster has.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Every tick is with the cluster.</summary>
    public bool IsDone => Acknowledged == ticks.All.Count;

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        producer.Dispose();
        stop.Dispose();
    }

    /// <summary>How many are due follows from the time that passed, so that a late beat is made up for.</summary>
    private void Run()
    {
        var (encoder, batch, clock) = (new MessageEncoder(MessageFormat.Json), new EventBatch(), Stopwatch.StartNew());
        while (sent < ticks.All.Count && !stop.Token.WaitHandle.WaitOne(Beat))
        {
            for (var due = Math.Min(ticks.All.Count, (int)(clock.Elapsed.TotalSeconds * perSecond)); sent < due;)
            {
                batch.Clear();
                batch.Add(ticks.All[sent], 0);
                if (!TrySend(ticks.All[sent].Symbol, encoder.Encode(batch))) break;
                Volatile.Write(ref sent, sent + 1);
            }
        }
    }

    private bool TrySend(Symbol symbol, byte[] tick)
    {
        var to = new TopicPartition(DemoSettings.Ticks, ticks.PartitionOf(symbol));
        try
        {
            producer.Produce(to, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(symbol.Name), Value = tick }, report =>
            {
                if (!report.Error.IsError) Interlocked.Increment(ref acknowledged);
            });
            return true;
        }
        catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }
}
