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
    private readonly StrictEvents<T> events;
    private readonly StrictCursor<T> cursor;
    private readonly StrictCondition<T, TMatch>[] conditions;
    private readonly TMatch match;
    private readonly RowBuffer<TMatch> matches = new();
    private readonly ulong complete;

    /// <summary>The partial matches of each key. Bit i: one of the last i events.</summary>
    private ulong[] partials = [];
    private int atRow;

    public StrictOperator(RulePlan plan, Pattern<TMatch> pattern, StrictChain chain)
    {
        this.plan = plan;
        this.chain = chain;
        shape = pattern.Shape;
        events = new StrictEvents<T>(chain);
        cursor = new StrictCursor<T>(chain, events);
        match = shape.Bind(cursor);
        conditions = [.. chain.Conditions.Select((condition, i) => new StrictCondition<T, TMatch>(condition, chain.Masks[i]))];
        complete = 1UL << chain.Length;
    }

    public Output<TMatch> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (partials.Length < plan.KeyCapacity) Grow();
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
        var keys = batch.Keys[..values.Length];
        var times = batch.Times[..values.Length];
        var states = partials;
        for (; row < values.Length; row++)
        {
            atRow = row;
            var key = keys[row];
            ref var state = ref states[key];
            var partial = state;
            if (partial != 0 && chain.WithinNanos > 0) partial = Live(key, partial, times[row]);
            var passed = Ask(key, partial | 1, values[row]);

            // Only now, when no condition can throw any more, does the state of the key change.
            state = passed << 1;
            if (passed == 0) continue;
            events.Add(key, values[row], times[row], batch.SequenceOf(row));
            if (!batch.Causes.IsEmpty) events.Derive(key, batch.Causes[row]);
            if ((state & complete) != 0) Complete(key, ref state);
        }
    }

    /// <summary>The partial matches whose time is not up. The one of the most events began first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Live(int key, ulong partial, long time)
    {
        do
        {
            var oldest = BitOperations.Log2(partial);
            if (time < TimerOrder.After(events.Slots[events.SlotOf(key, oldest)].Time, chain.WithinNanos)) break;
            partial &= ~(1UL << oldest);
        }
        while (partial != 0);

        return partial;
    }

    /// <summary>The partial matches that the event takes further, among some; bit 0 for one that it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Ask(int key, ulong partial, in T value)
    {
        var passed = 0UL;
        foreach (ref readonly var condition in conditions.AsSpan())
        {
            var asked = partial & condition.Mask;
            if (asked == 0) continue;
            if (condition.Iterative is { } iterative) passed |= AskEach(key, asked, iterative, value);
            else if (condition.Simple is not { } simple || simple(value)) passed |= asked;
        }

        return passed;
    }

    private ulong AskEach(int key, ulong asked, Func<T, TMatch, bool> holds, in T value)
    {
        var newest = events.SlotOf(key, 1);
        var passed = 0UL;
        do
        {
            var taken = BitOperations.TrailingZeroCount(asked);
            cursor.Look(key, taken, newest);
            var verdict = holds(value, match);
            var alike = cursor.IsDeep || taken == 0 ? asked & (~asked + 1) : asked;
            if (verdict) passed |= alike;
            asked &= ~alike;
        }
        while (asked != 0);

        return passed;
    }

    /// <summary>Gives the match out and leaves of the partial matches what the skip strategy leaves.</summary>
    private void Complete(int key, ref ulong state)
    {
        state &= ~complete & chain.KeptAfterMatch;
        var tail = events.LinksOf(key, chain.Length);
        matches.Add(key, tail!.Event.Time, Link.CausesOf(tail), shape.Bind(new MatchCursor { Tail = tail }));
    }

    private void Grow()
    {
        Array.Resize(ref partials, Math.Max(plan.KeyCapacity, partials.Length * 2));
        events.Grow(partials.Length);
    }
}

/// <summary>A condition with the partial matches it decides about. With neither function it always holds.</summary>
internal readonly struct StrictCondition<T, TMatch>(Condition condition, ulong mask)
    where TMatch : class
{
    public readonly ulong Mask = mask;
    public readonly Func<T, bool>? Simple = (condition as SimpleCondition<T>)?.Predicate;
    public readonly Func<T, TMatch, bool>? Iterative = (condition as IterativeCondition<T, TMatch>)?.Predicate;
}
