namespace Cep;

/// <summary>Where threads wait for each other's progress: for a moment awake, since work mostly comes at once, then asleep.</summary>
internal sealed class Gate
{
    private const int AwakeTurns = 40;
    private readonly object asleep = new();
    private int sleepers;

    /// <summary>Returns when the condition holds or may hold; look again. It must only come true before a call of <see cref="Open"/>.</summary>
    public void Wait(Func<bool> condition)
    {
        var spin = default(SpinWait);
        for (var turn = 0; turn < AwakeTurns; turn++)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (condition()) return;
        }

        lock (asleep)
        {
            // Whoever opens the gate sees this thread among the sleepers, or this thread sees what was changed before.
            Interlocked.Increment(ref sleepers);
            if (!condition()) Monitor.Wait(asleep);
            Interlocked.Decrement(ref sleepers);
        }
    }

    /// <summary>Wakes all who wait.</summary>
    public void Open()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref sleepers) == 0) return;
        lock (asleep) Monitor.PulseAll(asleep);
    }
}
