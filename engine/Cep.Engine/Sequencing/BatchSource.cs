using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Cep;

/// <summary>Gives the batches of one feed, one after another.</summary>
internal abstract class BatchSource(IFeedReader reader) : IDisposable
{
    public long BytesRead => Reader.BytesRead;

    protected IFeedReader Reader { get; } = reader;

    /// <summary>Opens a feed.</summary>
    public static BatchSource Open(IFeed feed, int maxRows, bool readAhead) => readAhead
        ? new ReadAheadSource(feed.Open(), maxRows)
        : new DirectSource(feed.Open(), maxRows);

    /// <summary>Takes the next batch in exchange for a used one; null when the feed has ended.</summary>
    public abstract EventBatch? Next(EventBatch used);

    public virtual void Dispose() => Reader.Dispose();
}

/// <summary>Reads on the calling thread.</summary>
internal sealed class DirectSource(IFeedReader reader, int maxRows) : BatchSource(reader)
{
    private bool ended;
    private ExceptionDispatchInfo? failure;

    public override EventBatch? Next(EventBatch used)
    {
        failure?.Throw();
        if (ended) return null;
        used.Clear();
        try
        {
            ended = !Reader.Read(used, maxRows);
        }
        catch (FeedException fault)
        {
            // What was read before the source broke off still counts.
            failure = ExceptionDispatchInfo.Capture(fault);
        }

        return used;
    }
}

/// <summary>Reads on a thread of its own, a few batches ahead, so that decoding and rules run side by side.</summary>
internal sealed class ReadAheadSource : BatchSource
{
    private const int BatchesAhead = 4;
    private readonly BlockingCollection<EventBatch> full = new(BatchesAhead);
    private readonly ConcurrentQueue<EventBatch> empty = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    public ReadAheadSource(IFeedReader reader, int maxRows)
        : base(reader)
    {
        work = Task.Factory.StartNew(() => Fill(maxRows), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override EventBatch? Next(EventBatch used)
    {
        used.Clear();
        empty.Enqueue(used);
        if (full.TryTake(out var batch, Timeout.Infinite)) return batch;
        // The reader's own exception, not one wrapped around it, is what the user should see.
        work.GetAwaiter().GetResult();
        return null;
    }

    public override void Dispose()
    {
        stop.Cancel();
        work.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        base.Dispose();
        full.Dispose();
        stop.Dispose();
    }

    private void Fill(int maxRows)
    {
        try
        {
            for (var more = true; more;)
            {
                if (!empty.TryDequeue(out var batch)) batch = new EventBatch();
                try
                {
                    more = Reader.Read(batch, maxRows);
                }
                finally
                {
                    // What was read before the source broke off still counts.
                    full.Add(batch, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run ended before the feed did.
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}
