using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>An event that may still be selected.</summary>
internal struct Selectable<T>
{
    public T Value;

    /// <summary>How many events of the key's window came before it, those that have left among them. It wraps around.</summary>
    public int Number;
}

/// <summary>
/// The events of a key that may still be selected, from the oldest to the newest, in a ring. All zero is one without
/// events.
/// </summary>
internal struct Selection<T>
{
    private Selectable<T>[]? ring;
    private int head;
    private int left;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they take. The room beyond is left out: it may be what another key has needed.</summary>
    public readonly long Bytes => (long)Count * Unsafe.SizeOf<Selectable<T>>();

    /// <summary>The one that is selected; there is one.</summary>
    public readonly ref readonly T Oldest => ref ring![head].Value;

    /// <summary>The newest; there is one.</summary>
    public readonly ref readonly T Newest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref ring![(head + Count - 1) & (ring.Length - 1)].Value;
    }

    /// <summary>Drops the newest, which another one makes needless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DropNewest()
    {
        Count--;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) ring![(head + Count) & (ring.Length - 1)] = default;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="value">The event.</param>
    /// <param name="before">How many the key's window has without it.</param>
    /// <param name="rings">Where room comes from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T value, int before, SelectionRings<T> rings)
    {
        if (ring is null || Count == ring.Length) Move(rings, Count + 1);
        ref var added = ref ring![(head + Count++) & (ring.Length - 1)];
        added.Value = value;
        added.Number = unchecked(left + before);
    }

    /// <summary>Lets the oldest event of the window go, which may be the one that is selected.</summary>
    public void Leave(SelectionRings<T> rings)
    {
        ref var oldest = ref ring![head];
        if (oldest.Number == unchecked(left++))
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) oldest = default;
            head = (head + 1) & (ring.Length - 1);
            Count--;
        }

        if (ring.Length > SelectionRings<T>.MinLength && Count < ring.Length / 8) Move(rings, ring.Length / 4);
    }

    /// <summary>Gives the ring back.</summary>
    public void Release(SelectionRings<T> rings)
    {
        if (ring is null) return;
        while (Count > 0) DropNewest();
        rings.Return(ring);
        this = default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Move(SelectionRings<T> rings, int length)
    {
        var moved = rings.Rent(length);
        for (var i = 0; i < Count; i++) moved[i] = ring![(head + i) & (ring.Length - 1)];
        if (ring is not null)
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(ring);
            rings.Return(ring);
        }

        (ring, head) = (moved, 0);
    }
}

/// <summary>Rings of the keys of an operator. A few that were given back are kept for keys that begin or grow.</summary>
internal sealed class SelectionRings<T>
{
    /// <summary>The least length of a ring; all are powers of two.</summary>
    public const int MinLength = 4;

    private const int MaxSpare = 256;

    // Few rings are long, and long ones are not worth keeping.
    private const int MaxSpareLength = 1024;

    private readonly Stack<Selectable<T>[]>[] spare = [.. Enumerable.Range(0, BitOperations.Log2(MaxSpareLength) + 1).Select(static _ => new Stack<Selectable<T>[]>())];

    /// <summary>A ring of at least a length; what is in it does not matter.</summary>
    public Selectable<T>[] Rent(int length)
    {
        var rounded = BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, MinLength));
        return rounded <= MaxSpareLength && spare[BitOperations.Log2(rounded)].TryPop(out var ring) ? ring : new Selectable<T>[rounded];
    }

    /// <summary>Takes a ring back that refers to nothing.</summary>
    public void Return(Selectable<T>[] ring)
    {
        if (ring.Length > MaxSpareLength) return;
        var alike = spare[BitOperations.Log2((uint)ring.Length)];
        if (alike.Count < MaxSpare) alike.Push(ring);
    }
}
