using System.Runtime.ExceptionServices;

namespace Cep;

/// <summary>
/// Runs the rules on several threads, of which the calling one is one: it publishes the rounds, and when there are enough
/// it runs slices like the others. Whoever completes a round collects it, if nobody else is collecting. The collector
/// gets what belongs to a round from all slices at once and orders it, so no thread's timing shows.
/// </summary>
internal sealed class ParallelShards : Shards
{
    private readonly SliceTable slices;
    private readonly Collector collector;
    private readonly Gate progress = new();
    private readonly Task[] threads;
    private readonly Lock collecting = new();
    private long collected;
    private volatile bool isStopped;
    private volatile ExceptionDispatchInfo? failure;

    public ParallelShards(IReadOnlyList<Rule> rules, long allowedLatenessNanos, SliceTable slices, int shards, Collector collector)
        : base(rules, allowedLatenessNanos)
    {
        this.slices = slices;
        this.collector = collector;
        threads = new Task[shards - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            var thread = i + 1;
            threads[i] = Task.Factory.StartNew(() => Work(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public override int Count => threads.Length + 1;

    public override IReadOnlyList<MeasuredRun> Runs => slices.Runs;

    public override Collector Collector => collector;

    public override void Process(Round round)
    {
        Note(round);
        HelpUntil(() => slices.TryAdd(round, Volatile.Read(ref collected)));
        progress.Open();
    }

    public override void Complete() => HelpUntil(() => !slices.HasOpen && Volatile.Read(ref collected) == slices.Published);

    public override void Dispose() => Stop();

    /// <summary>Runs slices until a condition holds.</summary>
    private void HelpUntil(Func<bool> condition)
    {
        while (!isStopped)
        {
            var seen = Volatile.Read(ref collected);
            if (condition()) break;
            if (!TryStep(0)) progress.Wait(() => slices.HasWork || Volatile.Read(ref collected) != seen || isStopped);
        }

        failure?.Throw();
    }

    private void Work(int thread)
    {
        while (!isStopped)
        {
            if (!TryStep(thread)) progress.Wait(() => slices.HasWork || isStopped);
        }
    }

    private void Stop()
    {
        isStopped = true;
        progress.Open();
        Task.WaitAll(threads);
    }

    /// <summary>Runs a slice and collects what is complete. The first failure of any thread ends the run.</summary>
    private bool TryStep(int thread)
    {
        try
        {
            if (slices.TryRun(thread)) Collect();
            else if (slices.TryPublish()) progress.Open();
            else return false;
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        return true;
    }

    private void Fail(Exception fault)
    {
        Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(fault), null);
        isStopped = true;
        progress.Open();
    }

    /// <summary>Collects the rounds that are complete. A thread that finds another at it need not wait: that one looks again when it is through.</summary>
    private void Collect()
    {
        // What this thread did must be seen by the one whose turn makes it go on without collecting.
        Interlocked.MemoryBarrier();
        while (!isStopped && slices.Done > Volatile.Read(ref collected) && collecting.TryEnter())
        {
            try
            {
                if (!isStopped) Collect(slices.Done);
            }
            catch (Exception fault)
            {
                // Nobody may begin again with a round of which a part has been told.
                Fail(fault);
            }
            finally
            {
                collecting.Exit();
            }

            progress.Open();
        }
    }

    private void Collect(long until)
    {
        for (var number = collected; number < until; number++)
        {
            var group = slices.GroupAt(number);
            collector.Collect(group.Notices, group.Results);
            group.Clear();
            Volatile.Write(ref collected, number + 1);
        }
    }
}
