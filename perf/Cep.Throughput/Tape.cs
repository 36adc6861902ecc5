namespace Cep.Throughput;

/// <summary>Events of one type, decoded, in log order, in blocks of the size of a batch.</summary>
/// <remarks>Immutable once made, so that several passes may read it.</remarks>
public sealed class Tape<T>
    where T : struct, IEvent
{
    private readonly List<TapeBlock<T>> blocks = [];

    /// <summary>How many events the tape holds.</summary>
    public int Count { get; private set; }

    /// <summary>Appends an event, which is not earlier than the one before.</summary>
    public void Add(in T value)
    {
        if (Count % TapeBlock<T>.Rows == 0) blocks.Add(new TapeBlock<T>());
        blocks[^1].Add(value);
        Count++;
    }

    /// <summary>The blocks that hold the first events; the last one may be cut short.</summary>
    public BlockEnumerator<T> First(int events) => new(blocks, Math.Min(events, Count));
}

/// <summary>Walks over blocks without allocating.</summary>
public struct BlockEnumerator<T>(List<TapeBlock<T>> blocks, int events)
    where T : struct, IEvent
{
    private int next;

    /// <summary>The block.</summary>
    public readonly TapeBlock<T> Block => blocks[next - 1];

    /// <summary>How many rows of the block belong to the walk.</summary>
    public readonly int Rows => Math.Min(TapeBlock<T>.Rows, events - (next - 1) * TapeBlock<T>.Rows);

    /// <summary>Goes to the next block.</summary>
    public bool MoveNext() => next++ * TapeBlock<T>.Rows < events;
}

/// <summary>A block of a tape: what a feed would have decoded into one batch.</summary>
public sealed class TapeBlock<T>
    where T : struct, IEvent
{
    /// <summary>Rows of a block, the engine's own batch size.</summary>
    public const int Rows = 1024;

    private int count;

    /// <summary>Event times in nanoseconds.</summary>
    public long[] Times { get; } = new long[Rows];

    /// <summary>Numbers of the symbols.</summary>
    public int[] Keys { get; } = new int[Rows];

    /// <summary>The events.</summary>
    public T[] Values { get; } = new T[Rows];

    internal void Add(in T value)
    {
        Times[count] = value.Time.Nanos;
        Keys[count] = value.Symbol.Id;
        Values[count++] = value;
    }
}
