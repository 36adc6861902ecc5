namespace Cep;

/// <summary>
/// Runs a query that holds foreign Rx operators: one pipeline for each key, fed one event at a time in the order of
/// (event time, sequence number, stream), which no batching or sharding can change.
/// </summary>
internal abstract class ForeignPipelines(RulePlan plan)
{
    private long passed = long.MinValue;

    /// <summary>The query reads just one stream.</summary>
    public bool IsSingle => Taps.Count == 1;

    protected RulePlan Plan { get; } = plan;

    protected List<Tap> Taps { get; } = [];

    protected int CurrentKey { get; set; }

    protected long CurrentTime { get; set; }

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
        if (watermark == long.MaxValue) Complete();
        Release(watermark);
    }

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
