namespace Cep.Tests;

/// <summary>A clock that goes on only when somebody waits for it, and then at once.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private long ticks;
    private (TimeSpan Due, Action Action)? planned;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time since the clock was started.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Does something, once, when the clock has come so far.</summary>
    public void At(TimeSpan due, Action action) => planned = (due, action);

    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref ticks, time.Ticks);
        if (planned is not { } next || Now < next.Due) return;
        planned = null;
        next.Action();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime);
        callback(state);
        return new FiredTimer();
    }

    private sealed class FiredTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
