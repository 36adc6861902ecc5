using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Runs a <see cref="StrictChain"/> for all keys: an event shifts the partial matches for which its conditions hold, all at
/// once. A condition is asked once for all partial matches as long as it reads no more than the event before, which they
/// share. Allocates for matches only.
/// </summary>
internal sealed class StrictOperator<T, TMatch> : Consumer<T>
    where TMatch : class, new()
{
    private readonly RulePlan plan;
    private readonly MatchShape<TMatch> shape;
    private readonly StrictChain chain;
    private readonly StrictCursor<T> cursor;
    private readonly StrictCondition<T, TMatch>[] conditions;
    private readonly TMatch match;
    private readonly RowBuffer<TMatch> matches = new();
    private readonly ulong complete;

    private KeyState[] keys = [];
    private int atRow;

    public StrictOperator(RulePlan plan, Pattern<TMatch> pattern, StrictChain chain)
    {
        this.plan = plan;
        this.chain = chain;
        shape = pattern.Shape;
        cursor = new StrictCursor<T>(chain);
        match = shape.Bind(cursor);
        conditions = [.. chain.Conditions.Select((condition, i) => new StrictCondition<T, TMatch>(condition, chain.Masks[i]))];
        complete = 1UL << chain.Length;
    }

    public Output<TMatch> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (keys.Length < plan.KeyCapacity) Grow();
        for (var row = 0; row < batch.Count; row = atRow + 1)
        {
            try
            {
                Take(batch, row);
                break;
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, atRow, fault);
            }
        }

        matches.Flush(Output);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Take(in KeyedBatch<T> batch, int row)
    {
        var values = batch.Values;
        var eventKeys = batch.Keys[..values.Length];
        var times = batch.Times[..values.Length];
        var (states, slots, size, within) = (keys, cursor.Slots, chain.Slots, chain.WithinNanos);
        for (; row < values.Length; row++)
        {
            atRow = row;
            ref var state = ref states[eventKeys[row]];
            var ring = new StrictRing(eventKeys[row] * size, size - 1, state.Count);
            var partial = state.Partial;

            // The partial match of the most events began first.
            while (partial != 0 && within > 0)
            {
                var oldest = BitOperations.Log2(partial);
                if (times[row] - slots[ring.SlotOf(oldest)].Time < within) break;
                partial ^= 1UL << oldest;
            }

            var passed = Ask(ring, partial | 1, values[row]);

            // Only now, when no condition can throw any more, does the state of the key change.
            state.Partial = passed << 1;
            if (passed == 0) continue;
            state.Count++;
            ref var slot = ref slots[ring.SlotOf(0)];
            slot.Value = values[row];
            slot.Time = times[row];
            slot.Causes = batch.CausesOf(row);
            if ((state.Partial & complete) != 0) Complete(eventKeys[row], ref state);
        }
    }

    /// <summary>The partial matches that the event takes further, among some; bit 0 for one that it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Ask(StrictRing ring, ulong partial, in T value)
    {
        var passed = 0UL;
        foreach (var condition in conditions)
        {
            var asked = partial & condition.Mask;
            if (asked == 0) continue;
            if (condition.Iterative is { } iterative)
            {
                while (asked != 0)
                {
                    var taken = BitOperations.TrailingZeroCount(asked);
                    cursor.Look(ring, taken);
                    var verdict = iterative(value, match) ? ulong.MaxValue : 0;
                    var alike = cursor.IsDeep || taken == 0 ? asked & (~asked + 1) : asked;
                    passed |= alike & verdict;
                    asked ^= alike;
                }
            }
            else if (condition.Simple is not { } simple || simple(value))
            {
                passed |= asked;
            }
        }

        return passed;
    }

    /// <summary>Gives the match out and leaves of the partial matches what the skip strategy leaves.</summary>
    private void Complete(int key, ref KeyState state)
    {
        state.Partial &= ~complete & chain.KeptAfterMatch;
        var tail = cursor.LinksOf(new StrictRing(key * chain.Slots, chain.Slots - 1, state.Count), chain.Length);
        matches.Add(key, tail!.Event.Time, Link.CausesOf(tail), shape.Bind(new MatchCursor { Tail = tail }));
    }

    private void Grow()
    {
        Array.Resize(ref keys, Math.Max(plan.KeyCapacity, keys.Length * 2));
        var slots = cursor.Slots;
        Array.Resize(ref slots, keys.Length * chain.Slots);
        cursor.Slots = slots;
    }

    private struct KeyState
    {
        /// <summary>Bit i: a partial match of the last i events.</summary>
        public ulong Partial;

        /// <summary>How many events went into the ring.</summary>
        public int Count;
    }
}

/// <summary>A condition with the partial matches it decides about. With neither function it always holds.</summary>
internal sealed class StrictCondition<T, TMatch>(Condition condition, ulong mask)
    where TMatch : class
{
    public readonly ulong Mask = mask;
    public readonly Func<T, bool>? Simple = (condition as SimpleCondition<T>)?.Predicate;
    public readonly Func<T, TMatch, bool>? Iterative = (condition as IterativeCondition<T, TMatch>)?.Predicate;
}
