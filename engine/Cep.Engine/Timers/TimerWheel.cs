using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>Names a timer that was scheduled; of no use once the timer has fired or was cancelled, which the wheel notices.</summary>
internal readonly record struct TimerHandle(int Index, int Generation);

/// <summary>
/// Timers of one operator, for all keys of a shard, that fire in the order of (due time, order of scheduling). However
/// many are pending, to schedule or to cancel one costs the same.
/// </summary>
/// <remarks>
/// A hierarchical timing wheel over 64-bit time. A due time is read as eleven digits to the base 64; a timer lies on the
/// level of the highest digit in which it differs from the hand, in the slot of that digit. One bitmap for each level
/// finds the next slot. When time reaches a slot its timers move to lower levels, at most ten times each, and keep their
/// order; one that is alone in its slot stays there until it fires. The hand never passes the time given to <see cref="TryFire"/>, so nothing depends on how often it is called.
/// Source: Varghese, Lauck, "Hashed and hierarchical timing wheels", SOSP 1987.
/// </remarks>
internal sealed class TimerWheel<T>
{
    private const int DigitBits = 6;
    private const int Levels = 11;
    private const int None = -1;

    private readonly ulong[] occupied = new ulong[Levels];
    private readonly (int Head, int Tail)[] slots = new (int, int)[Levels << DigitBits];
    private Node[] nodes = new Node[16];
    private int used;
    private int free = None;
    private ulong hand;

    /// <summary>How many bytes a timer takes.</summary>
    public static int NodeSize => Unsafe.SizeOf<Node>();

    /// <summary>How many timers are pending.</summary>
    public int Count { get; private set; }

    /// <summary>No timer is due before this.</summary>
    public long Earliest { get; private set; } = long.MaxValue;

    /// <summary>How often a timer was put into a slot: the work done so far.</summary>
    public long Links { get; private set; }

    /// <summary>Adds a timer. One that is due before what has fired already is due at once.</summary>
    public TimerHandle Schedule(long dueTime, in T value)
    {
        var index = Rent();
        ref var node = ref nodes[index];
        node.Due = Math.Max(ToBits(dueTime), hand);
        node.Value = value;
        Link(index);
        Count++;
        Earliest = Math.Min(Earliest, ToTime(node.Due));
        return new TimerHandle(index, node.Generation);
    }

    /// <summary>Takes a timer back.</summary>
    /// <returns>False when it has fired or was cancelled before.</returns>
    public bool Cancel(TimerHandle timer)
    {
        if (!IsPending(timer)) return false;
        Unlink(timer.Index);
        Return(timer.Index);
        return true;
    }

    /// <summary>Moves a timer to another due time, behind those already scheduled for it.</summary>
    /// <returns>The timer's new handle.</returns>
    /// <exception cref="InvalidOperationException">The timer has fired or was cancelled.</exception>
    public TimerHandle Reschedule(TimerHandle timer, long dueTime)
    {
        if (!IsPending(timer)) throw new InvalidOperationException("The timer has fired or was cancelled; schedule another.");
        var value = nodes[timer.Index].Value;
        Cancel(timer);
        return Schedule(dueTime, value);
    }

    /// <summary>What a pending timer carries.</summary>
    public bool TryGet(TimerHandle timer, out T value)
    {
        var isPending = IsPending(timer);
        value = isPending ? nodes[timer.Index].Value : default!;
        return isPending;
    }

    /// <summary>Removes the next timer that is due at or before a time.</summary>
    /// <param name="until">Never less than at the calls before.</param>
    /// <param name="dueTime">The timer's due time.</param>
    /// <param name="value">What it carries.</param>
    /// <returns>False when none is due.</returns>
    public bool TryFire(long until, out long dueTime, out T value)
    {
        var limit = ToBits(until);
        while (Next(out var level, out var start) && start <= limit)
        {
            var slot = SlotOf(level, start);
            var index = slots[slot].Head;
            if (level > 0 && slots[slot].Tail != index)
            {
                hand = start;
                Spread(level, slot);
                continue;
            }

            // Alone in the first slot it is the next one, on whatever level, and need not move down to where its slot is one moment.
            if (nodes[index].Due > limit) break;
            hand = nodes[index].Due;
            (dueTime, value) = (ToTime(nodes[index].Due), nodes[index].Value);
            Unlink(index);
            Return(index);
            Earliest = FindEarliest();
            return true;
        }

        Earliest = FindEarliest();
        (dueTime, value) = (0, default!);
        return false;
    }

    /// <summary>Forgets all timers; costs no more than there are.</summary>
    public void Clear()
    {
        for (var level = 0; level < Levels; level++)
        {
            for (; occupied[level] != 0; occupied[level] &= occupied[level] - 1)
            {
                var index = slots[(level << DigitBits) | BitOperations.TrailingZeroCount(occupied[level])].Head;
                while (index != None)
                {
                    var next = nodes[index].Next;
                    Return(index);
                    index = next;
                }
            }
        }

        Earliest = long.MaxValue;
    }

    private long FindEarliest()
    {
        if (!Next(out var level, out var start)) return long.MaxValue;
        var (head, tail) = slots[SlotOf(level, start)];
        return ToTime(head == tail ? nodes[head].Due : start);
    }

    /// <summary>Finds the first slot that holds something; slots of a lower level come before those of a higher one.</summary>
    private bool Next(out int level, out ulong start)
    {
        for (level = 0; level < Levels; level++)
        {
            if (occupied[level] == 0) continue;
            var shift = level * DigitBits;
            var above = shift + DigitBits >= 64 ? 0 : hand >> (shift + DigitBits) << (shift + DigitBits);
            start = above | ((ulong)BitOperations.TrailingZeroCount(occupied[level]) << shift);
            return true;
        }

        start = 0;
        return false;
    }

    /// <summary>Moves the timers of a slot that time has reached to lower levels.</summary>
    private void Spread(int level, int slot)
    {
        var index = slots[slot].Head;
        occupied[level] &= ~(1UL << (slot & 63));
        while (index != None)
        {
            var next = nodes[index].Next;
            Link(index);
            index = next;
        }
    }

    private void Link(int index)
    {
        Links++;
        ref var node = ref nodes[index];
        var differing = node.Due ^ hand;
        var level = differing == 0 ? 0 : BitOperations.Log2(differing) / DigitBits;
        node.Slot = SlotOf(level, node.Due);
        node.Next = None;
        ref var slot = ref slots[node.Slot];
        var bit = 1UL << (node.Slot & 63);
        if ((occupied[level] & bit) == 0)
        {
            occupied[level] |= bit;
            node.Previous = None;
            slot = (index, index);
            return;
        }

        node.Previous = slot.Tail;
        nodes[slot.Tail].Next = index;
        slot.Tail = index;
    }

    private void Unlink(int index)
    {
        ref var node = ref nodes[index];
        ref var slot = ref slots[node.Slot];
        if (node.Previous == None) slot.Head = node.Next;
        else nodes[node.Previous].Next = node.Next;
        if (node.Next == None) slot.Tail = node.Previous;
        else nodes[node.Next].Previous = node.Previous;
        if (slot.Head == None) occupied[node.Slot >> DigitBits] &= ~(1UL << (node.Slot & 63));
    }

    private bool IsPending(TimerHandle timer) =>
        timer.Generation > 0 && nodes[timer.Index].Generation == timer.Generation && nodes[timer.Index].IsPending;

    private int Rent()
    {
        var index = free;
        if (index != None) free = nodes[index].Next;
        else if (used < nodes.Length) index = used++;
        else
        {
            Array.Resize(ref nodes, nodes.Length * 2);
            index = used++;
        }

        nodes[index].IsPending = true;
        nodes[index].Generation++;
        return index;
    }

    private void Return(int index)
    {
        ref var node = ref nodes[index];
        node.IsPending = false;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) node.Value = default!;
        node.Next = free;
        free = index;
        Count--;
    }

    private static int SlotOf(int level, ulong time) => (level << DigitBits) | (int)((time >> (level * DigitBits)) & 63);

    /// <summary>Times before 1970 sort before those after it as unsigned numbers, too.</summary>
    private static ulong ToBits(long time) => (ulong)time ^ (1UL << 63);

    private static long ToTime(ulong bits) => (long)(bits ^ (1UL << 63));

    private struct Node
    {
        public ulong Due;
        public int Previous;
        public int Next;
        public int Slot;
        public int Generation;
        public bool IsPending;
        public T Value;
    }
}
