using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Rows of all keys in one ring, in order of time, those of a key linked to each other. Old rows leave at one end whatever
/// their key, so a key that goes quiet keeps nothing, and the ring shrinks with what it holds.
/// </summary>
/// <param name="plan">The rule's plan in the shard.</param>
/// <param name="measuredAfter">Says of a key which of its rows count: those after a time. Null when all do.</param>
internal sealed partial class KeyedRows<T>(RulePlan plan, Func<int, long>? measuredAfter = null) : IKeyedState
{
    private const int MinRows = 64;

    /// <summary>Where there is no row.</summary>
    public const long None = -1;

    private Row[] ring = new Row[MinRows];
    private Ends[] endsByKey = [];
    private long first;
    private long end;

    /// <summary>The place of the first row. Places count up, but begin anew when rows are loaded.</summary>
    public long First
    {
        get
        {
            Settle();
            return first;
        }
    }

    /// <summary>The place after the last row.</summary>
    public long End
    {
        get
        {
            Settle();
            return end;
        }
    }

    public bool IsEmpty => First == End;

    /// <summary>The row at a place.</summary>
    public ref readonly Row this[long place] => ref ring[place & (ring.Length - 1)];

    /// <summary>The place of a key's first row, or <see cref="None"/>.</summary>
    public long FirstOf(int key)
    {
        Settle();
        return key < endsByKey.Length ? endsByKey[key].First - 1 : None;
    }

    public void Add(in KeyedBatch<T> batch, int row) => Add(batch.Keys[row], batch.Times[row], batch.CausesOf(row), batch.Values[row]);

    /// <summary>Adds a row that is not earlier than those before.</summary>
    public void Add(int key, long time, Causes causes, in T value)
    {
        Settle();
        if (key >= endsByKey.Length) Array.Resize(ref endsByKey, Math.Max(Math.Max(plan.KeyCapacity, key + 1), endsByKey.Length * 2));
        if (end - first == ring.Length) Resize(ring.Length * 2);
        ref var ends = ref endsByKey[key];
        if (ends.First == 0) ends.First = end + 1;
        else ring[(ends.Last - 1) & (ring.Length - 1)].Next = end;
        ends.Last = end + 1;
        ref var added = ref ring[end++ & (ring.Length - 1)];
        added.Key = key;
        added.Time = time;
        added.Next = None;
        added.Causes = causes;
        added.Value = value;
    }

    /// <summary>Removes the first row, which is the first of its key, too.</summary>
    public void DropFirst()
    {
        ref var row = ref ring[first++ & (ring.Length - 1)];
        endsByKey[row.Key].First = row.Next + 1;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) row.Value = default!;
        if (ring.Length > MinRows && end - first < ring.Length / 8) Resize(ring.Length / 2);
    }

    /// <summary>Removes the rows whose time, moved by a duration, is before a time.</summary>
    public void DropBefore(long time, long reachNanos)
    {
        while (!IsEmpty && SpanNanos.Plus(this[First].Time, reachNanos) < time) DropFirst();
    }

    private void Append(in Row row) => Add(row.Key, row.Time, row.Causes, row.Value);

    private void Resize(int rows)
    {
        var resized = new Row[rows];
        for (var place = first; place < end; place++) resized[place & (rows - 1)] = this[place];
        ring = resized;
    }

    /// <summary>The first and last place of a key's rows, each plus one, so that zero is none.</summary>
    private struct Ends
    {
        public long First;
        public long Last;
    }

    internal struct Row
    {
        public int Key;
        public long Time;
        public long Next;
        public Causes Causes;
        public T Value;
    }
}
