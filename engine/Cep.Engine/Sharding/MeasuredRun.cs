namespace Cep;

/// <summary>Runs a shard and measures what its rules keep, once in an interval of event time and as the input ends.</summary>
/// <param name="run">The shard.</param>
/// <param name="intervalNanos">How much event time passes between two looks; 0 for the end alone.</param>
internal sealed class MeasuredRun(ShardRun run, long intervalNanos)
{
    private readonly EventBatch none = new();
    private StateFigures[]? measured;
    private ShardPartials?[]? partials;
    private long next = long.MinValue;
    private long passed = long.MinValue;

    /// <inheritdoc cref="ShardRun.Process"/>
    public void Process(EventBatch batch, long watermark, long lastTime, bool isRevision)
    {
        if (isRevision || watermark < long.MaxValue || lastTime == long.MinValue)
        {
            run.Process(batch, watermark, lastTime, isRevision);
            passed = watermark;
            if (intervalNanos > 0 && !isRevision && watermark is > long.MinValue and < long.MaxValue) MeasureAt(watermark);
            return;
        }

        // The end closes all windows, so what is kept up to the end is seen just before it.
        run.Process(batch, Math.Max(passed, lastTime - 1), lastTime, false);
        (measured, partials) = (run.Measure(), run.CountPartials());
        run.Process(none, watermark, lastTime, false);
    }

    /// <inheritdoc cref="ShardRun.Measure"/>
    public StateFigures[] Measure() => run.Measure();

    /// <inheritdoc cref="ShardRun.CountPartials"/>
    public ShardPartials?[] CountPartials() => run.CountPartials();

    /// <summary>The rules.</summary>
    public ShardRun Rules => run;

    /// <summary>Brings the rules, which saw no event yet, to the time of a snapshot.</summary>
    public void Begin(long watermark, long lastTime)
    {
        run.Process(none, watermark, lastTime, false);
        passed = watermark;
    }

    /// <inheritdoc cref="ShardRun.HandOver"/>
    public void HandOver(ShardResult result)
    {
        run.HandOver(result);
        (result.State, measured) = (measured, null);
        (result.Partials, partials) = (partials, null);
    }

    /// <summary>All shards hear of the same watermarks, so they all measure at the same rounds.</summary>
    private void MeasureAt(long watermark)
    {
        if (watermark < next) return;
        if (next > long.MinValue) measured = run.Measure();
        next = TimerOrder.After(watermark - watermark % intervalNanos, intervalNanos);
    }
}
