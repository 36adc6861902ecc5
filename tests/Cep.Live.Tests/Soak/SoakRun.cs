using System.Collections.Concurrent;
using System.Diagnostics;
using Cep.Feeds.Kafka;
using Cep.Rules;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>The tasks of a process over a topic of ticks that never ends, with everything that is measured of them.</summary>
internal sealed class SoakRun : ITaskWatcher, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<int, long> processed = new();
    private readonly ConcurrentQueue<Exception> faults = new();
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("cep-soak-");
    private readonly Stopwatch clock = new();
    private readonly SoakOutput output;
    private readonly LiveTasks tasks;
    private readonly LetterCount letters = new();

    public SoakRun(SoakTopics topics, MessageFormat format)
    {
        var client = new ClientSettings { Bootstrap = topics.Bootstrap };
        var plain = new ClientConfig { BootstrapServers = topics.Bootstrap };
        tasks = new LiveTasks(
            new KafkaGroupOptions { Client = client, Group = topics.Group, Topics = [topics.Ticks] },
            new LiveTaskOptions { Rules = Rules, StateFolder = state.FullName, SnapshotInterval = TimeSpan.FromSeconds(10) },
            (partition, member) => new TaskProducerOptions
            {
                // The embedded cluster keeps no offsets that a transaction carries, so they are committed beside it.
                Client = client, Group = topics.Group, Partition = partition, CommitWithoutTransaction = topics.IsEmbedded ? member.Commit : null,
            },
            (producer, stop) => (new KafkaSink(producer, new DerivedTopics(topics.Derived), stop), letters),
            this,
            static _ => { });
        tasks.Start();
        output = new SoakOutput(plain, topics.Derived, 1);
        Producer = new SoakProducer(plain, topics.Ticks, SoakTopics.Partitions, format);
        clock.Start();
    }

    /// <summary>Windows, averages and single ticks: state that must come and go, and something derived all the time.</summary>
    public static IReadOnlyList<Rule> Rules => [new RunningMean(), new MinuteSums(), new EmaBreakoutRule(), new VolumeSpikeRule()];

    public SoakProducer Producer { get; }

    private long Lag => Producer.Offered - processed.Values.Sum();

    /// <summary>Lets time pass and measures. Whatever has failed by then fails the test.</summary>
    public SoakSample Measure(TimeSpan after)
    {
        KafkaBroker.Pause(after);
        Assert.True(faults.IsEmpty, $"A task had to begin again: {faults.FirstOrDefault()}");
        Assert.True(letters.Count == 0, $"{letters.Count} dead letters came of ticks that are whole.");
        var lag = Lag;
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        var sample = new SoakSample(clock.Elapsed, Producer.Offered, lag, self.WorkingSet64, heap, output.Digest.Count);
        LiveTrial.Tell(sample.ToString());
        return sample;
    }

    /// <summary>Offers nothing more, waits until all is processed, and compares what was derived with what the engine alone derives.</summary>
    public void Prove()
    {
        Producer.Finish();
        Await(() => Lag == 0, () => $"{Lag} ticks are left");
        var expected = new SoakDigest();
        for (var partition = 0; partition < Producer.Counts.Count; partition++) expected = expected.With(SoakDigest.Expected(Rules, partition, Producer.Counts[partition]));
        Assert.NotEqual(0, expected.Count);
        Await(() => output.Digest.Count >= expected.Count, () => $"{output.Digest.Count} of {expected.Count} derived events came");
        Measure(TimeSpan.FromSeconds(1));
        Assert.Equal(expected, output.Digest);
    }

    public void Recovering(int partition, string from)
    {
    }

    public void Running(int partition, TimeSpan recovery)
    {
    }

    public void Committed(int partition, in TaskProgress progress) => processed[partition] = progress.Events;

    public void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials)
    {
    }

    public void SnapshotTaken(int partition, string file, long bytes)
    {
    }

    public void Faulted(int partition, Exception fault, bool hasEnded) => faults.Enqueue(fault);

    public void Ended(int partition)
    {
    }

    public void Dispose()
    {
        Producer.Dispose();
        tasks.Dispose();
        output.Dispose();
        state.Delete(recursive: true);
    }

    private static void Await(Func<bool> isSo, Func<string> what)
    {
        for (var waited = Stopwatch.StartNew(); !isSo(); KafkaBroker.Pause(TimeSpan.FromMilliseconds(200))) Assert.True(waited.Elapsed < Patience, $"Waited in vain: {what()}.");
    }

    /// <summary>Apart, because each task closes it when it ends.</summary>
    private sealed class LetterCount : IDeadLetterSink
    {
        private long count;

        public long Count => Interlocked.Read(ref count);

        public void Write(DeadLetter letter) => Interlocked.Increment(ref count);

        public void Dispose()
        {
        }
    }
}
