namespace Cep;

/// <summary>Where the sequencer waits when no open feed has anything for it: until something arrives or a time has passed.</summary>
internal sealed class Arrivals(TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    // A semaphore would count, and a wait handle would have to be disposed of while a timer may still set it.
    private readonly object gate = new();
    private bool hasArrived;

    /// <summary>Something arrived, or the run is to end. Safe on any thread.</summary>
    public void Signal()
    {
        lock (gate)
        {
            hasArrived = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Waits for a signal; one given since the last wait counts.</summary>
    /// <param name="atMost">The longest wait on the clock, null for no limit.</param>
    public void Wait(TimeSpan? atMost)
    {
        using var timer = atMost is { } time ? clock.CreateTimer(_ => Signal(), null, time < Shortest ? Shortest : time, Timeout.InfiniteTimeSpan) : null;
        lock (gate)
        {
            while (!hasArrived) Monitor.Wait(gate);
            hasArrived = false;
        }
    }
}
