namespace Cep.Live;

/// <summary>
/// A clock that stands still until recovery is over: what is read again had its heartbeats made before, and the time that
/// reading it takes must not make others.
/// </summary>
internal sealed class RecoveryClock(TimeProvider clock) : TimeProvider
{
    private long startedAt = -1;

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>Time goes on from here.</summary>
    public void Start() => Interlocked.CompareExchange(ref startedAt, clock.GetTimestamp(), -1);

    public override long GetTimestamp() => Interlocked.Read(ref startedAt) is var start && start < 0 ? 0 : clock.GetTimestamp() - start;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
