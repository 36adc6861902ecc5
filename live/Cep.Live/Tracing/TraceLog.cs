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
        for (var i = 1; i <= count; i++)
        {
            var (sequence, context) = ring[(next - i + ring.Length) % ring.Length];
            if (sequence < causes.First) break;
            if (sequence <= causes.Last) return context;
        }

        return default;
    }
}
