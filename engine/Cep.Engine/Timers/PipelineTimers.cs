namespace Cep;

/// <summary>The work that Rx operators scheduled, of all pipelines of a query in a shard.</summary>
internal sealed class PipelineTimers(ForeignPipelines pipelines)
{
    /// <summary>How much work of a key may run without time moving on; more is a loop that would never end.</summary>
    public const int MaxWorkAtOnce = 100_000;

    private readonly TimerWheel<ScheduledWork> wheel = new();

    /// <summary>No work is due before this.</summary>
    public long Earliest => wheel.Earliest;

    /// <summary>Schedules work for the current key.</summary>
    /// <param name="delay">From now; negative is now.</param>
    /// <param name="action">The work; returns what cancels the rest of it.</param>
    /// <param name="period">After which it runs again, and again; null for once.</param>
    public IDisposable Schedule(TimeSpan delay, Func<IDisposable?> action, TimeSpan? period)
    {
        var nanos = Nanos(delay);
        var work = new ScheduledWork(wheel, pipelines.CurrentPipeline, action, period is { } again ? Nanos(again) : null);
        work.Handle = wheel.Schedule(TimerOrder.After(pipelines.CurrentTime, nanos), work);
        return work;
    }

    /// <summary>Runs what is due at or before a time.</summary>
    public void RunUntil(long time)
    {
        while (wheel.TryFire(time, out var due, out var work)) Run(work, due);
    }

    /// <summary>Drops all work.</summary>
    public void Clear() => wheel.Clear();

    private static long Nanos(TimeSpan duration) => duration.Ticks > long.MaxValue / 100 ? long.MaxValue : Math.Max(0, duration.Ticks * 100);

    private void Run(ScheduledWork work, long due)
    {
        if (work.Pipeline.Failed) return;
        pipelines.Resume(work.Pipeline, due);
        var outer = ForeignScope.Enter(pipelines);
        try
        {
            CheckThatTimeMoves(work.Pipeline, due);
            work.Run(due);
        }
        catch (Exception fault)
        {
            pipelines.Fail(fault);
        }
        finally
        {
            ForeignScope.Enter(outer);
        }
    }

    private static void CheckThatTimeMoves(KeyPipeline pipeline, long due)
    {
        if (pipeline.LastDue != due) (pipeline.LastDue, pipeline.WorkAtOnce) = (due, 0);
        if (++pipeline.WorkAtOnce <= MaxWorkAtOnce) return;
        throw new InvalidOperationException(
            $"The query scheduled more than {MaxWorkAtOnce} pieces of work for the same time {new EventTime(due)}. Give its timers a period above zero.");
    }
}

/// <summary>Work that waits for its time; disposing it cancels what has not run yet.</summary>
internal sealed class ScheduledWork(TimerWheel<ScheduledWork> wheel, KeyPipeline pipeline, Func<IDisposable?> action, long? periodNanos) : IDisposable
{
    private IDisposable? rest;
    private bool isCancelled;

    public KeyPipeline Pipeline => pipeline;

    public TimerHandle Handle { get; set; }

    public void Run(long due)
    {
        if (isCancelled) return;
        rest = action();
        if (isCancelled) rest?.Dispose();
        else if (periodNanos is { } period) Handle = wheel.Schedule(TimerOrder.After(due, period), this);
    }

    public void Dispose()
    {
        if (isCancelled) return;
        isCancelled = true;
        wheel.Cancel(Handle);
        rest?.Dispose();
    }
}
