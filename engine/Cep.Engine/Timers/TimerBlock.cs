namespace Cep;

/// <summary>Some timers of a slot of <see cref="KeyTimers"/>, one behind the other in memory; what does not fit is in the next block.</summary>
internal sealed class TimerBlock
{
    private const int Room = 64;

    private readonly KeyTimer[] timers = new KeyTimer[Room];
    private int count;

    public TimerBlock? Next { get; set; }

    public ReadOnlySpan<KeyTimer> Timers => timers.AsSpan(0, count);

    public bool TryAdd(in KeyTimer timer)
    {
        if (count == Room) return false;
        timers[count++] = timer;
        return true;
    }

    public void Clear() => (count, Next) = (0, null);
}
