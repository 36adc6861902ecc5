namespace Cep;

/// <summary>
/// Runs a query that holds foreign Rx operators: one pipeline for each key, fed one event at a time in the order of
/// (event time, sequence number, stream), which no batching or sharding can change.
/// </summary>
internal abstract class ForeignPipelines : IKeyedState
{
    private long passed = long.MinValue;

    protected ForeignPipelines(RulePlan plan)
    {
        Plan = plan;
        Timers = new PipelineTimers(this);
    }

    /// <summary>The work that the pipelines scheduled for later.</summary>
    public PipelineTimers Timers { get; }

    /// <summary>The time of what is being delivered.</summary>
    public long CurrentTime { get; protected set; }

    /// <summary>The pipeline that is being built or run.</summary>
    public abstract KeyPipeline CurrentPipeline { get; }

    /// <summary>The query reads just one stream.</summary>
    public bool IsSingle => Taps.Count == 1;

    protected RulePlan Plan { get; }

    protected List<Tap> Taps { get; } = [];

    protected int CurrentKey { get; set; }

    protected Causes CurrentCauses { get; set; }

    public IDisposable Subscribe<T>(int stream, IObserver<T> observer) => ((Tap<T>)Taps[stream]).Subscribe(CurrentKey, observer);

    /// <summary>A tap heard that time has passed; when all have, the rows up to there are complete and can be delivered in order.</summary>
    public void OnTime()
    {
        var watermark = long.MaxValue;
        foreach (var tap in Taps) watermark = Math.Min(watermark, tap.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        foreach (var each in Taps) each.Settle(watermark);
        while (Earliest(watermark) is { } tap) tap.DeliverHead();
        RunTimersUntil(TimerOrder.Reached(watermark));
        if (watermark == long.MaxValue) Complete();
        Release(watermark);
    }

    /// <summary>
    /// Runs scheduled work that is due before events of a time, but none beyond the end of the log: rows later than that
    /// come only of windows that the end closes, and must not move time for the other keys of the shard.
    /// </summary>
    public void RunTimersUntil(long time)
    {
        if (time >= Timers.Earliest) Timers.RunUntil(Math.Min(time, Plan.Shard.EndTime));
    }

    /// <summary>Says that scheduled work of a pipeline is run.</summary>
    public void Resume(KeyPipeline pipeline, long time)
    {
        CurrentKey = pipeline.Key;
        CurrentTime = time;
        CurrentCauses = pipeline.LastCauses;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: nobody sees into foreign operators.</exception>
    public void Save(int key, StateWriter writer) => throw new InvalidOperationException($"Rule '{Plan.Rule.Name}' can't be saved: {Plan.WhyNotSaved}.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: nobody sees into foreign operators.</exception>
    public void Load(int key, StateReader reader) => throw new InvalidOperationException($"Rule '{Plan.Rule.Name}' can't be loaded: {Plan.WhyNotSaved}.");

    public abstract void Forget(int key);

    public abstract void Measure(int key, ref KeyFigures figures);

    /// <summary>Makes the key's pipeline if there is none, and says what is being delivered.</summary>
    public abstract void Enter(int key, long time, Causes causes);

    /// <summary>The pipeline of the current key threw.</summary>
    public abstract void Fail(Exception fault);

    /// <summary>Ends all pipelines, because the input has ended.</summary>
    protected abstract void Complete();

    /// <summary>Passes on what the pipelines emitted.</summary>
    protected abstract void Release(long watermark);

    private Tap? Earliest(long watermark)
    {
        Tap? earliest = null;
        foreach (var tap in Taps)
        {
            if (tap.IsEmpty || tap.HeadTime > watermark) continue;
            if (earliest is null || (tap.HeadTime, tap.HeadSequence).CompareTo((earliest.HeadTime, earliest.HeadSequence)) < 0) earliest = tap;
        }

        return earliest;
    }
}
