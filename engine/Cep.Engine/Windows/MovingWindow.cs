using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>The moving windows of all keys: events enter at one end and leave at the other.</summary>
/// <typeparam name="T">The events.</typeparam>
/// <typeparam name="V">What is kept of each event.</typeparam>
/// <typeparam name="S">What is kept for each key.</typeparam>
/// <typeparam name="R">The result.</typeparam>
/// <typeparam name="TMoving">How the aggregate follows.</typeparam>
internal sealed class MovingWindow<T, V, S, R, TMoving>(TMoving moving)
    where TMoving : struct, IMovingAggregate<T, V, S, R>
{
    private MovingCell<S>[] cells = [];

    /// <summary>The inputs of the keys that have taken rows whose inputs do not rise, or derived rows; null until there is one.</summary>
    private Dictionary<int, CausesQueue>? inputs;

    public MovingRows<V> Rows { get; } = new();

    public void Reserve(int keys)
    {
        if (cells.Length < keys) Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
    }

    public ref MovingCell<S> CellOf(int key) => ref cells[key];

    /// <summary>Asks for the event that is a key's oldest once the one that is it now has left, as in a large window it is in no cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchNextOldest(ref MovingCell<S> cell)
    {
        if (cell.Count > 1) Cache.Fetch(ref Rows[Rows[cell.Oldest].Next]);
    }

    /// <summary>The inputs of all events in a key's window, which is not empty.</summary>
    public Causes CausesOf(int key)
    {
        if (inputs is not null && inputs.TryGetValue(key, out var queue)) return queue.All;
        ref readonly var cell = ref cells[key];
        return new Causes(cell.First, cell.Last, cell.Count);
    }

    public R Result(ref MovingCell<S> cell, EventTime start, EventTime end) => moving.Result(Rows, ref cell, start, end);

    /// <summary>Takes an event with inputs of its own. When the author's code throws, nothing has changed.</summary>
    public int Enter(int key, long time, in Causes causes, in T value)
    {
        var row = Take(key, time, causes.First, value);
        InputsOf(key).Add(causes);
        return row;
    }

    /// <summary>Takes an event with one input. When the author's code throws, nothing has changed.</summary>
    /// <remarks>Numbers rise but for a late event, which has its place by its time and a greater number than those that follow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Enter(int key, long time, long sequence, in T value)
    {
        var rises = cells[key].Count == 0 || sequence > cells[key].Last;
        var row = Take(key, time, sequence, value);
        if (!rises || inputs is not null) AddInput(key, sequence, rises);
        return row;
    }

    /// <summary>Lets a key's oldest event go.</summary>
    /// <returns>Whether the key's next event has the same time.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Leave(int key)
    {
        ref var cell = ref cells[key];
        if (cell.Count > 1) moving.Leave(Rows, ref cell);
        if (inputs is not null) RemoveInputs(key, cell.Count);
        return RemoveOldest(ref cell);
    }

    /// <summary>Drops all that a key has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="keepsRows">Its rows are not given back but marked as nobody's.</param>
    public void Drop(int key, bool keepsRows)
    {
        ref var cell = ref cells[key];
        for (var (row, left) = (cell.Oldest, cell.Count); left > 0; left--)
        {
            ref var dropped = ref Rows[row];
            var next = dropped.Next;
            dropped.Key = MovingRows<V>.None;
            if (RuntimeHelpers.IsReferenceOrContainsReferences<V>()) dropped.Value = default!;
            if (!keepsRows) Rows.Return(row);
            row = next;
        }

        TMoving.Release(Rows, ref cell.State);
        cell = default;
        inputs?.Remove(key);
    }

    /// <summary>Links a row behind the key's others.</summary>
    public int Append(ref MovingCell<S> cell, int key, long time, long first, V kept, int previous)
    {
        var index = Rows.Peek();
        ref var row = ref Rows.Take();
        (row.Time, row.Value, row.Key, row.Previous) = (time, kept, key, previous);
        if (cell.Count == 0)
        {
            (cell.Oldest, cell.First) = (index, first);
        }
        else
        {
            ref var newest = ref Rows[cell.Newest];
            newest.Next = index;
            newest.NextFirst = cell.NewestTime == time ? ~first : first;
        }

        cell.Newest = index;
        cell.NewestTime = time;
        cell.Last = first;
        cell.Count++;
        return index;
    }

    /// <summary>How much is kept for a key, see <see cref="KeyFigures.Bytes"/>; 0 when its window is empty.</summary>
    public long BytesOf(int key) => key < cells.Length && cells[key].Count > 0
        ? TMoving.BytesOf(cells[key].State) + cells[key].Count * (long)Unsafe.SizeOf<MovingRow<V>>()
        : 0;

    /// <summary>Writes a key's window.</summary>
    public void Save(int key, StateWriter writer)
    {
        var cell = cells[key];
        writer.Write(cell.Count);
        if (cell.Count == 0) return;
        writer.Write(cell.Last);
        if (!TMoving.FollowsFromRows) writer.Write(cell.State);
        var first = cell.First;
        var row = cell.Oldest;
        for (var left = cell.Count; left > 0; left--)
        {
            ref readonly var saved = ref Rows[row];
            writer.Write(saved.Time);
            writer.Write(first);
            writer.Write(saved.Value);
            writer.Write(row == cell.Mark);
            first = saved.NextFirst < 0 ? ~saved.NextFirst : saved.NextFirst;
            row = saved.Next;
        }

        CausesQueue? queue = null;
        inputs?.TryGetValue(key, out queue);
        writer.Write(queue is not null);
        queue?.Save(writer);
    }

    /// <summary>Fills a key's window, which is empty, with what was written.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reader">What was written.</param>
    /// <param name="loaded">Takes the new rows, oldest first.</param>
    public void Load(int key, StateReader reader, List<int> loaded)
    {
        ref var cell = ref cells[key];
        var count = reader.Read<int>();
        if (count == 0) return;
        var last = reader.Read<long>();
        var state = TMoving.FollowsFromRows ? default! : reader.Read<S>();
        var (mark, before) = (MovingRows<V>.None, MovingRows<V>.None);
        for (; count > 0; count--)
        {
            var (time, first, kept) = (reader.Read<long>(), reader.Read<long>(), reader.Read<V>());
            if (TMoving.FollowsFromRows) moving.Reload(Rows, ref cell, kept);
            var row = before = Append(ref cell, key, time, first, kept, before);
            if (reader.Read<bool>()) mark = row;
            loaded.Add(row);
        }

        if (!TMoving.FollowsFromRows) cell.State = state;
        (cell.Last, cell.Mark) = (last, mark);
        if (reader.Read<bool>()) (inputs ??= [])[key] = CausesQueue.Load(reader);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Take(int key, long time, long first, in T value)
    {
        ref var cell = ref cells[key];
        var index = Rows.Peek();
        var kept = moving.Enter(Rows, ref cell, value, index, out var previous);
        return Append(ref cell, key, time, first, kept, previous);
    }

    /// <summary>The inputs of a key before it takes those of a further row; the rows before that have none of their own are put in.</summary>
    private CausesQueue InputsOf(int key)
    {
        inputs ??= [];
        if (inputs.TryGetValue(key, out var known)) return known;
        var made = inputs[key] = new CausesQueue();
        ref readonly var cell = ref cells[key];
        for (var (row, first, left) = (cell.Oldest, cell.First, cell.Count - 1); left > 0; left--)
        {
            made.Add(Causes.Of(first));
            first = Rows[row].NextFirst is < 0 and var tied ? ~tied : Rows[row].NextFirst;
            row = Rows[row].Next;
        }

        return made;
    }

    private void AddInput(int key, long sequence, bool rises)
    {
        if (!rises || inputs!.ContainsKey(key)) InputsOf(key).Add(Causes.Of(sequence));
    }

    private void RemoveInputs(int key, int count)
    {
        if (count == 1) inputs!.Remove(key);
        else if (inputs!.TryGetValue(key, out var queue)) queue.RemoveOldest();
    }

    private bool RemoveOldest(ref MovingCell<S> cell)
    {
        var index = cell.Oldest;
        if (--cell.Count == 0)
        {
            TMoving.Release(Rows, ref cell.State);
            cell = default;
            Rows.Return(index);
            return false;
        }

        ref readonly var row = ref Rows[index];
        var isTied = row.NextFirst < 0;
        cell.Oldest = row.Next;
        cell.First = isTied ? ~row.NextFirst : row.NextFirst;
        Rows.Return(index);
        return isTied;
    }
}
