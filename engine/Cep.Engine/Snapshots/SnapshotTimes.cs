namespace Cep;

/// <summary>Says at which rounds a snapshot is due.</summary>
internal sealed class SnapshotTimes(TimeSpan interval)
{
    private readonly long intervalNanos = interval.Ticks * 100;
    private long next = long.MinValue;

    /// <summary>Whether time has passed a multiple of the interval since the last call.</summary>
    public bool IsDue(long time)
    {
        if (intervalNanos == 0 || time == long.MinValue || time < next) return false;
        var isFirst = next == long.MinValue;
        next = TimerOrder.After(time - time % intervalNanos, intervalNanos);
        return !isFirst;
    }
}
