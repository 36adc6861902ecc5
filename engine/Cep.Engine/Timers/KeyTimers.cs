using System.Numerics;

namespace Cep;

/// <summary>
/// Timers of one operator, for all keys of a shard, that fire in the order of (due time, order of setting) and are not
/// taken back: an operator that no longer wants one lets it come due and pays no heed. For operators that have one timer
/// for a key and move it on when it comes due, however often its deadline was put off in the meantime.
/// </summary>
/// <remarks>
/// A hierarchical timing wheel as <see cref="TimerWheel{T}"/>, but to the base 16, and the timers of a slot lie one behind
/// the other in blocks. So those that go to other slots are read and written in sequence, where linked ones would cost a
/// cache miss each at every level. When time reaches a slot, up to <see cref="NearTimers.SortMax"/> timers are not spread
/// over lower levels but sorted: they are near then, and it is known whose state will be needed next. A timer that is set
/// for the time of those goes between them. When they crowd, the first sixteenth of their time stays and the rest goes back
/// into slots.
/// </remarks>
internal sealed class KeyTimers
{
    private const int DigitBits = 4;
    private const int Levels = 64 / DigitBits;

    private readonly NearTimers near = new();
    private readonly Slot[] slots = new Slot[Levels << DigitBits];
    private readonly ushort[] occupied = new ushort[Levels];
    private uint occupiedLevels;
    private TimerBlock? spare;
    private int stamp;
    private ulong fired;

    /// <summary>The timers due up to here are near; it is the last moment of a slot of level <see cref="nearLevel"/>.</summary>
    private ulong hand;
    private int nearLevel;

    /// <summary>How many bytes a timer takes.</summary>
    public static int TimerSize => sizeof(ulong) + 2 * sizeof(int);

    /// <summary>No timer is due before this.</summary>
    public long Earliest { get; private set; } = long.MaxValue;

    /// <summary>The key of a timer that fires soon, or any.</summary>
    public int KeyAhead => near.KeyAhead;

    /// <summary>How often a timer was put into a slot: the work done so far.</summary>
    public long Links { get; private set; }

    /// <summary>Adds a timer. One that is due before what has fired already is due at once.</summary>
    /// <returns>The timer's stamp, by which it is known when it fires.</returns>
    public int Set(long dueTime, int key)
    {
        if (++stamp == 0) stamp = 1;
        var timer = new KeyTimer(Math.Max(KeyTimer.ToDue(dueTime), fired), key, stamp);
        if (timer.Due > hand)
        {
            Link(timer);
        }
        else
        {
            near.Insert(timer);
            while (near.IsCrowded && nearLevel > 0) Narrow();
        }

        Earliest = Math.Min(Earliest, timer.DueTime);
        return timer.Stamp;
    }

    /// <summary>Removes the next timer that is due at or before a time.</summary>
    /// <param name="until">Never less than at the calls before.</param>
    /// <param name="timer">The timer.</param>
    /// <returns>False when none is due.</returns>
    public bool TryFire(long until, out KeyTimer timer)
    {
        var limit = KeyTimer.ToDue(until);
        while (near.IsEmpty && Next(out var level, out var start) && start <= limit) Approach(level, start);
        var isDue = !near.IsEmpty && near.First.Due <= limit;
        timer = isDue ? near.Take() : default;
        if (isDue) fired = timer.Due;
        Earliest = FindEarliest();
        return isDue;
    }

    private long FindEarliest()
    {
        if (!near.IsEmpty) return near.First.DueTime;
        return Next(out _, out var start) ? new KeyTimer(start, 0, 0).DueTime : long.MaxValue;
    }

    /// <summary>Finds the first slot that holds something; slots of a lower level come before those of a higher one.</summary>
    private bool Next(out int level, out ulong start)
    {
        (level, start) = (BitOperations.TrailingZeroCount(occupiedLevels), 0);
        if (occupiedLevels == 0) return false;
        var shift = level * DigitBits;
        start = (hand & ~LastOf(level + 1)) | ((ulong)BitOperations.TrailingZeroCount(occupied[level]) << shift);
        return true;
    }

    /// <summary>Takes the timers out of a slot that time has reached: they are near, or when there are many, go to lower levels.</summary>
    private void Approach(int level, ulong start)
    {
        var place = SlotOf(level, start);
        var slot = slots[place];
        slots[place] = default;
        occupied[level] &= (ushort)~BitOf(place);
        if (occupied[level] == 0) occupiedLevels &= ~(1U << level);
        if (level == 0 || slot.Count <= NearTimers.SortMax)
        {
            (hand, nearLevel) = (start | LastOf(level), level);
            near.Load(slot.First, level * DigitBits);
        }
        else
        {
            (hand, nearLevel) = (start, 0);
            for (var block = slot.First; block is not null; block = block.Next) Put(block.Timers);
        }

        GiveBack(slot.First);
    }

    private void Put(ReadOnlySpan<KeyTimer> timers)
    {
        foreach (ref readonly var timer in timers)
        {
            if (timer.Due <= hand) near.Insert(timer);
            else Link(timer);
        }
    }

    /// <summary>Keeps near what is due in the first of the sixteen parts of their time.</summary>
    private void Narrow()
    {
        var first = Math.Max(near.First.Due, hand & ~LastOf(nearLevel));
        hand = first | LastOf(--nearLevel);
        var later = near.After(hand);
        foreach (ref readonly var timer in later) Link(timer);
        near.RemoveLast(later.Length);
    }

    private void Link(in KeyTimer timer)
    {
        Links++;
        var level = BitOperations.Log2(timer.Due ^ hand) / DigitBits;
        var place = SlotOf(level, timer.Due);
        ref var slot = ref slots[place];
        if (slot.Count++ == 0)
        {
            slot.First = slot.Last = Rent();
            occupied[level] |= (ushort)BitOf(place);
            occupiedLevels |= 1U << level;
        }

        if (slot.Last!.TryAdd(timer)) return;
        slot.Last = slot.Last.Next = Rent();
        slot.Last.TryAdd(timer);
    }

    private TimerBlock Rent()
    {
        if (spare is null) return new TimerBlock();
        var block = spare;
        spare = block.Next;
        block.Clear();
        return block;
    }

    private void GiveBack(TimerBlock? block)
    {
        while (block is not null)
        {
            var next = block.Next;
            block.Next = spare;
            spare = block;
            block = next;
        }
    }

    /// <summary>The last moment of the first slot of a level: ones for all digits below it.</summary>
    private static ulong LastOf(int level) => level >= Levels ? ulong.MaxValue : (1UL << (level * DigitBits)) - 1;

    private static int SlotOf(int level, ulong due) => (level << DigitBits) | (int)((due >> (level * DigitBits)) & 15);

    /// <summary>The bit of a slot in its level's <see cref="occupied"/>.</summary>
    private static int BitOf(int place) => 1 << (place & 15);

    private struct Slot
    {
        public TimerBlock? First;
        public TimerBlock? Last;
        public int Count;
    }
}
