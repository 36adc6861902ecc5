using System.Collections.Concurrent;
using System.Diagnostics;
using Cep.Feeds.Kafka;
using Cep.Live;

namespace Cep.KafkaThroughput;

/// <summary>
/// The tasks of <c>cep run</c> over a topic, from the first that begins to read to the last commit. They are stopped as soon as
/// all is read, as the bare loop stops: waiting for the next commit by the clock is not work.
/// </summary>
public sealed class LivePass : ITaskWatcher
{
    private readonly ConcurrentDictionary<int, long> read = new();
    private readonly ConcurrentDictionary<int, long> committed = new();
    private readonly TaskCompletionSource allRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TimeSpan> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int ticks;
    private long start;
    private long told;

    private LivePass(int ticks) => this.ticks = ticks;

    /// <summary>Runs the tasks until all is read and committed.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="from">What they consume.</param>
    /// <param name="to">Where they produce.</param>
    /// <param name="isEmbedded">The embedded cluster keeps no offsets that a transaction carries; they are committed beside it.</param>
    /// <returns>How long it took, and how many derived events were committed.</returns>
    public static (TimeSpan Took, long Told) Run(ClientSettings client, TickTopic from, string to, bool isEmbedded)
    {
        var state = Directory.CreateTempSubdirectory("cep-kafka-throughput-");
        var pass = new LivePass(from.Ticks);
        var group = $"live-{Guid.NewGuid():N}";
        try
        {
            using var tasks = new LiveTasks(
                new KafkaGroupOptions { Client = client, Group = group, Topics = [from.Name] },
                new LiveTaskOptions { Rules = [new EveryThousandth()], StateFolder = state.FullName, ForPartition = pass.Watch },
                (partition, member) => new TaskProducerOptions
                {
                    Client = client, Group = group, Partition = partition, CommitWithoutTransaction = isEmbedded ? member.Commit : null,
                },
                (producer, stop) => (new KafkaSink(producer, new DerivedTopics(to), stop), null),
                pass,
                static _ => { });
            tasks.Start();
            pass.allRead.Task.GetAwaiter().GetResult();
            tasks.Dispose();
            return (pass.done.Task.GetAwaiter().GetResult(), Interlocked.Read(ref pass.told));
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Recovering(int partition, string from) => Interlocked.CompareExchange(ref start, Stopwatch.GetTimestamp(), 0);

    /// <inheritdoc/>
    public void Running(int partition, TimeSpan recovery)
    {
    }

    /// <inheritdoc/>
    public void Committed(int partition, in TaskProgress progress)
    {
        Interlocked.Add(ref told, progress.Told);
        committed[partition] = progress.Events;
        if (committed.Values.Sum() == ticks) done.TrySetResult(Stopwatch.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials)
    {
    }

    /// <inheritdoc/>
    public void SnapshotTaken(int partition, string file, long bytes)
    {
    }

    /// <inheritdoc/>
    public void Faulted(int partition, Exception fault, bool hasEnded)
    {
        done.TrySetException(fault);
        allRead.TrySetException(fault);
    }

    /// <inheritdoc/>
    public void Ended(int partition)
    {
    }

    private LiveTaskOptions Watch(LiveTaskOptions options, int partition) => options with
    {
        Engine = options.Engine with { OnRound = progress => Read(partition, progress.Events) },
    };

    private void Read(int partition, long events)
    {
        read[partition] = events;
        if (read.Values.Sum() == ticks) allRead.TrySetResult();
    }
}
