using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Cep;

/// <summary>
/// Deals each round out to the shards by key. Every shard answers every round, even when none of its keys had an event,
/// so the collector takes the answers in the order of the rounds and no thread's timing shows.
/// </summary>
internal sealed class ParallelShards : Shards
{
    private readonly ShardWorker[] workers;
    private readonly BlockingCollection<Round> notices;
    private readonly ConcurrentQueue<Round> usedNotices = new();
    private readonly CancellationTokenSource stop = new();
    private readonly EventBatch[] dealt;
    private readonly Task collecting;
    private ExceptionDispatchInfo? failure;

    public ParallelShards(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, Collector collector)
    {
        notices = new BlockingCollection<Round>(options.QueueLength);
        dealt = new EventBatch[options.Shards];
        workers = new ShardWorker[options.Shards];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new ShardWorker(ShardRun.Create(rulesInOrder, i, options.Shards, options.AllowedLatenessNanos), options.QueueLength, Fail, stop.Token);
        }

        collecting = Run(() => Collect(collector));
        foreach (var worker in workers) worker.Start();
    }

    public override void Process(Round round)
    {
        for (var i = 0; i < workers.Length; i++) dealt[i] = workers[i].EmptyBatch();
        foreach (var column in round.Events.Columns) column.DealTo(dealt);
        Guard(() =>
        {
            notices.Add(NoticeOf(round), stop.Token);
            for (var i = 0; i < workers.Length; i++)
            {
                dealt[i].Recount();
                workers[i].Take(new ShardWork(dealt[i], round.Watermark, round.LastTime, round.IsRevision));
            }
        });
    }

    public override void Complete()
    {
        notices.CompleteAdding();
        foreach (var worker in workers) worker.CompleteAdding();
        collecting.Wait();
        failure?.Throw();
    }

    public override void Dispose()
    {
        stop.Cancel();
        collecting.Wait();
        foreach (var worker in workers) worker.Dispose();
        notices.Dispose();
        stop.Dispose();
    }

    /// <summary>Starts a thread of its own; what it throws is kept by <see cref="Fail"/>.</summary>
    internal static Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Collect(Collector collector)
    {
        var results = new ShardResult[workers.Length];
        try
        {
            foreach (var notice in notices.GetConsumingEnumerable(stop.Token))
            {
                for (var i = 0; i < workers.Length; i++) results[i] = workers[i].NextResult();
                collector.Collect(notice, results);
                for (var i = 0; i < workers.Length; i++) workers[i].GiveBack(results[i]);
                usedNotices.Enqueue(notice);
            }
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    /// <summary>What the collector needs of a round, whose batch was dealt out.</summary>
    private Round NoticeOf(Round round)
    {
        if (!usedNotices.TryDequeue(out var notice)) notice = new Round();
        notice.Clear();
        notice.Malformed.AddRange(round.Malformed);
        notice.Late.AddRange(round.Late);
        notice.Heartbeats.AddRange(round.Heartbeats);
        notice.Watermark = round.Watermark;
        notice.LastTime = round.LastTime;
        return notice;
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            failure?.Throw();
            throw;
        }
    }

    /// <summary>The first failure of any thread ends the run; those that follow from it are not told.</summary>
    private void Fail(Exception fault)
    {
        if (fault is not OperationCanceledException) Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(fault), null);
        stop.Cancel();
    }
}
