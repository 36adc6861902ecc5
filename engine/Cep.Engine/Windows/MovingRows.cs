using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>An event in a moving window, linked to those around it.</summary>
internal struct MovingRow<V>
{
    /// <summary>The event's time.</summary>
    public long Time;

    /// <summary>
    /// The first input of the key's next event, so that the next one need not be touched when this one leaves; its
    /// complement when the next one has the same time.
    /// </summary>
    public long NextFirst;

    /// <summary>What is kept of the event.</summary>
    public V Value;

    /// <summary>The key; <see cref="MovingRows{V}.None"/> once the event was forgotten.</summary>
    public int Key;

    /// <summary>The key's next event.</summary>
    public int Next;

    /// <summary>The key's event before, where the aggregate cares.</summary>
    public int Previous;

    /// <summary>The next event of all keys; the next free row in a row that is free.</summary>
    public int Later;
}

/// <summary>
/// The events in the windows of all keys of an operator, in blocks that the keys share: a key takes as many rows as it has
/// events, gives each back when it leaves, and a block without rows is given back whole. Nothing is allocated for an event
/// once as many blocks are there as are needed.
/// </summary>
internal sealed class MovingRows<V>
{
    /// <summary>In place of a row: there is none.</summary>
    public const int None = -1;

    // Blocks of this size are too large for the collector to move about.
    private const int BlockBits = 12;
    private const int BlockRows = 1 << BlockBits;

    private readonly Stack<int> halfEmpty = new();
    private readonly Stack<int> unused = new();
    private MovingRow<V>[][] blocks = [];
    private Room[] rooms = [];
    private int current = None;
    private MovingRow<V>[]? spare;

    /// <summary>Where aggregates that select keep what may still be selected.</summary>
    public SelectionRings<V> Rings { get; } = new();

    public ref MovingRow<V> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref blocks[row >> BlockBits][row & (BlockRows - 1)];
    }

    /// <summary>The row that <see cref="Take"/> will give.</summary>
    public int Peek()
    {
        if (current == None || rooms[current].IsFull) FindRoom();
        ref readonly var room = ref rooms[current];
        return room.Free != None ? room.Free : (current << BlockBits) | room.Touched;
    }

    /// <summary>Takes the row that <see cref="Peek"/> told.</summary>
    public ref MovingRow<V> Take()
    {
        ref var room = ref rooms[current];
        room.Used++;
        if (room.Free == None) return ref blocks[current][room.Touched++];
        ref var row = ref this[room.Free];
        room.Free = row.Later;
        return ref row;
    }

    /// <summary>Gives a row back.</summary>
    public void Return(int row)
    {
        var block = row >> BlockBits;
        ref var room = ref rooms[block];
        ref var freed = ref this[row];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<V>()) freed.Value = default!;
        freed.Later = room.Free;
        room.Free = row;
        room.Used--;
        if (block == current) return;
        if (room.Used == 0) Drop(block);
        else if (room.Used == BlockRows / 2) halfEmpty.Push(block);
    }

    /// <summary>
    /// Makes another block the current one: one that is half empty, or else a new one. Blocks that are fuller are left alone,
    /// so that rows which are taken together stay together and blocks run empty.
    /// </summary>
    private void FindRoom()
    {
        while (halfEmpty.TryPop(out var block))
        {
            if (blocks[block].Length == 0 || rooms[block].Used > BlockRows / 2) continue;
            current = block;
            return;
        }

        if (!unused.TryPop(out current))
        {
            current = blocks.Length;
            Array.Resize(ref blocks, Math.Max(4, blocks.Length * 2));
            Array.Resize(ref rooms, blocks.Length);
            for (var block = blocks.Length - 1; block > current; block--) Forget(block);
        }

        blocks[current] = spare ?? new MovingRow<V>[BlockRows];
        spare = null;
        rooms[current] = new Room { Free = None };
    }

    /// <summary>Gives up a block; one is kept at hand, so that windows of constant size don't allocate.</summary>
    private void Drop(int block)
    {
        spare = blocks[block];
        Forget(block);
    }

    private void Forget(int block)
    {
        blocks[block] = [];
        unused.Push(block);
    }

    private struct Room
    {
        /// <summary>The first row that was given back, or none.</summary>
        public int Free;

        /// <summary>The rows before this were in use at some time; those from it on never.</summary>
        public int Touched;

        public int Used;

        public readonly bool IsFull => Used == BlockRows;
    }
}
