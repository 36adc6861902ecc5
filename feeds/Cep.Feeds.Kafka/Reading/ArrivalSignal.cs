namespace Cep.Feeds.Kafka;

/// <summary>What the feeds of one task wait on together: while one has nothing, an arrival at another ends its wait.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class ArrivalSignal
{
    private readonly object gate = new();
    private long arrivals;

    /// <summary>Something arrived, or a hold changed.</summary>
    public void Signal()
    {
        lock (gate)
        {
            arrivals++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>How much arrived so far; what is read before looking for events, and given to <see cref="Wait"/> after.</summary>
    internal long Arrivals => Volatile.Read(ref arrivals);

    /// <summary>Waits until more arrived than was <paramref name="seen"/>, or the time has passed.</summary>
    internal void Wait(long seen, TimeSpan atMost)
    {
        lock (gate)
        {
            if (arrivals == seen) Monitor.Wait(gate, atMost);
        }
    }
}
