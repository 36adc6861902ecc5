using System.Collections.Concurrent;

namespace Cep;

/// <summary>Reads on a thread of its own, a few batches ahead, so that decoding and rules run side by side.</summary>
internal sealed class ReadAheadSource : BatchSource
{
    private const int BatchesAhead = 4;

    /// <summary>How long a reader that has nothing now and did not wait for it itself is left alone.</summary>
    private static readonly TimeSpan PauseTime = TimeSpan.FromMilliseconds(1);
    private readonly BlockingCollection<EventBatch> full = new(BatchesAhead);
    private readonly ConcurrentQueue<EventBatch> empty = new();
    private readonly CancellationTokenSource stop = new();
    private readonly EventBatch nothingNow = new();
    private readonly Arrivals pause;
    private readonly Arrivals arrivals;
    private readonly Task work;
    private bool isQuiet;

    public ReadAheadSource(IFeedReader reader, int maxRows, TimeProvider clock, Arrivals arrivals)
        : base(reader)
    {
        pause = new Arrivals(clock);
        this.arrivals = arrivals;
        work = Task.Factory.StartNew(() => Fill(maxRows), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override bool MustBeAsked => false;

    public override Arrival Next(ref EventBatch batch)
    {
        EventBatch? next;
        while (full.TryTake(out next, isQuiet ? 0 : Timeout.Infinite))
        {
            isQuiet = next == nothingNow;
            if (isQuiet) continue;
            batch.Clear();
            empty.Enqueue(batch);
            batch = next;
            return Arrival.Batch;
        }

        if (!full.IsCompleted) return Arrival.Nothing;
        // The reader's own exception, not one wrapped around it, is what the user should see.
        work.GetAwaiter().GetResult();
        return Arrival.End;
    }

    public override void Dispose()
    {
        stop.Cancel();
        pause.Signal();
        work.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        base.Dispose();
        full.Dispose();
        stop.Dispose();
    }

    private void Fill(int maxRows)
    {
        try
        {
            var wasNothing = false;
            for (var more = true; more && !stop.IsCancellationRequested;)
            {
                if (!empty.TryDequeue(out var batch)) batch = new EventBatch();
                try
                {
                    more = Reader.Read(batch, maxRows);
                }
                catch
                {
                    // What was read before the source broke off still counts.
                    Add(batch);
                    throw;
                }

                var isNothing = more && IsNothing(batch);
                if (isNothing) PauseFor(batch, wasNothing);
                else Add(batch);
                wasNothing = isNothing;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run ended before the feed did.
        }
        finally
        {
            full.CompleteAdding();
            arrivals.Signal();
        }
    }

    /// <summary>Says once that there is nothing now.</summary>
    private void PauseFor(EventBatch unused, bool isSaid)
    {
        empty.Enqueue(unused);
        if (!isSaid) Add(nothingNow);
        pause.Wait(PauseTime);
    }

    private void Add(EventBatch batch)
    {
        full.Add(batch, stop.Token);
        arrivals.Signal();
    }
}
