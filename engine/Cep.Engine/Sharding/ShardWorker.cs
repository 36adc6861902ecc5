using System.Collections.Concurrent;

namespace Cep;

/// <summary>A part of a round for one shard.</summary>
internal readonly record struct ShardWork(EventBatch Batch, long Watermark, long LastTime, bool IsRevision);

/// <summary>The thread of one shard. It owns the shard's keys and shares no state.</summary>
internal sealed class ShardWorker(MeasuredRun shard, int queueLength, Action<Exception> fail, CancellationToken stop) : IDisposable
{
    private readonly BlockingCollection<ShardWork> work = new(queueLength);
    private readonly BlockingCollection<ShardResult> results = new(queueLength);
    private readonly ConcurrentQueue<EventBatch> usedBatches = new();
    private readonly ConcurrentQueue<ShardResult> usedResults = new();
    private Task? running;

    public void Start() => running = ParallelShards.Run(Run);

    public EventBatch EmptyBatch()
    {
        if (!usedBatches.TryDequeue(out var batch)) return new EventBatch();
        batch.Clear();
        return batch;
    }

    public void Take(ShardWork item) => work.Add(item, stop);

    public void CompleteAdding() => work.CompleteAdding();

    public ShardResult NextResult() => results.Take(stop);

    public void GiveBack(ShardResult result) => usedResults.Enqueue(result);

    public void Dispose()
    {
        running?.Wait();
        work.Dispose();
        results.Dispose();
    }

    private void Run()
    {
        try
        {
            foreach (var item in work.GetConsumingEnumerable(stop))
            {
                shard.Process(item.Batch, item.Watermark, item.LastTime, item.IsRevision);
                if (!usedResults.TryDequeue(out var result)) result = new ShardResult();
                shard.HandOver(result);
                usedBatches.Enqueue(item.Batch);
                results.Add(result, stop);
            }
        }
        catch (Exception fault)
        {
            fail(fault);
        }
    }
}
