using System.Diagnostics;

namespace Cep.Live;

/// <summary>Remembers which events of a task came with a trace, for as long as they may be a cause of a derived event.</summary>
/// <remarks>Used by one thread. Bounded: what is older than the newest so many is forgotten, and derived without a trace.</remarks>
/// <param name="capacity">How many are remembered; at least 1.</param>
public sealed class TraceLog(int capacity = 4096)
{
    private readonly (long Sequence, ActivityContext Context)[] ring = new (long, ActivityContext)[capacity];
    private int next;
    private int count;

    /// <summary>Remembers the trace of an event. Sequence numbers grow.</summary>
    public void Add(long sequence, ActivityContext context)
    {
        ring[next] = (sequence, context);
        next = (next + 1) % ring.Length;
        count = Math.Min(count + 1, ring.Length);
    }

    /// <summary>The trace of the last cause that has one; the default when none has.</summary>
    public ActivityContext Of(Causes causes)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Sequence <= causes.Last) low = middle + 1;
            else high = middle;
        }

        return low > 0 && At(low - 1) is var (sequence, context) && sequence >= causes.First ? context : default;
    }

    /// <summary>The oldest one that is remembered is 0.</summary>
    private (long Sequence, ActivityContext Context) At(int place) => ring[(next - count + place + ring.Length) % ring.Length];
}
