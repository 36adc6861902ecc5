using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Runs a <see cref="StrictChain"/> for all keys: an event shifts the partial matches for which its conditions hold, all at
/// once. A condition is asked once for all partial matches as long as it reads no more than the event before, which they
/// share. Allocates for matches only.
/// </summary>
internal sealed partial class StrictOperator<T, TMatch> : Consumer<T>, IKeyedState
    where TMatch : class, new()
{
    /// <summary>For so many rows ahead the state of the key is asked for, as it is rarely in the nearest cache.</summary>
    private const int Ahead = 5;

    private readonly RulePlan plan;
    private readonly MatchShape<TMatch> shape;
    private readonly StrictChain chain;
    private readonly StrictEvents<T> events;
    private readonly StrictCursor<T> cursor;
    private readonly StrictCondition<T, TMatch>[] conditions;
    private readonly Func<T, TMatch, bool> first = static (_, _) => false;
    private readonly ulong firstMask;
    private readonly ulong otherMask;
    private readonly TMatch match;
    private readonly RowBuffer<TMatch> matches = new();
    private readonly ulong complete;

    /// <summary>The partial matches that any event takes further.</summary>
    private readonly ulong always;

    private int atRow;
    private long reached = long.MinValue;

    public StrictOperator(RulePlan plan, Pattern<TMatch> pattern, StrictChain chain)
    {
        this.plan = plan;
        this.chain = chain;
        shape = pattern.Shape;
        events = new StrictEvents<T>(chain);
        cursor = new StrictCursor<T>(chain, events);
        match = shape.Bind(cursor);
        for (var i = 0; i < chain.Conditions.Count; i++)
        {
            if (chain.Conditions[i] is AnyCondition<T>) always |= chain.Masks[i];
        }

        List<StrictCondition<T, TMatch>> asked =
        [
            .. from i in Enumerable.Range(0, chain.Conditions.Count)
               where chain.Conditions[i] is not AnyCondition<T>
               orderby BitOperations.TrailingZeroCount(chain.Masks[i])
               select new StrictCondition<T, TMatch>(chain.Conditions[i], chain.Masks[i]),
        ];
        if (asked.Find(condition => condition.Iterative is not null) is { } iterative)
        {
            (first, firstMask) = (iterative.Iterative!, iterative.Mask);
            asked.Remove(iterative);
        }

        conditions = [.. asked];
        foreach (var condition in conditions) otherMask |= condition.Mask;
        complete = 1UL << chain.Length;
    }

    public Output<TMatch> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        Fit(plan.KeyCapacity);
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

    public override void OnTime(long watermark)
    {
        reached = TimerOrder.Reached(watermark);
        Output.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        Fit(key + 1);
        events.Save(key, writer);
    }

    public void Load(int key, StateReader reader)
    {
        Fit(key + 1);
        events.Load(key, reader);
    }

    public void Forget(int key)
    {
        if (key < events.Keys.Length) events.Keys[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < events.Keys.Length) events.Measure(key, ref figures);
    }

    private void Fit(int keys)
    {
        if (events.Keys.Length >= keys) return;
        events.Grow(keys);
        cursor.Grow();
    }

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Take(in KeyedBatch<T> batch, int row)
    {
        var values = batch.Values;
        var keys = batch.Keys[..values.Length];
        var times = batch.Times[..values.Length];
        var (states, within) = (events.Keys, chain.WithinNanos);
        for (; row < values.Length; row++)
        {
            atRow = row;
            if (row + Ahead < keys.Length) Cache.Fetch(ref states[keys[row + Ahead]]);
            var key = keys[row];
            ref var state = ref states[key];
            var partial = state.Partial;

            if (partial != 0 && within > 0 && times[row] - state.Began >= within) partial = Expire(key, times[row] - within);
            var passed = Ask(key, partial | 1, values[row]);

            // Only now, when no condition can throw any more, does the state of the key change.
            if (passed == 0)
            {
                state.Partial = 0;
                continue;
            }

            // Whether a partial match goes on is as good as random, so it is counted in and not branched on.
            var goesOn = passed > 1;
            events.Keep(ref state, key, goesOn);
            state.Partial = passed << 1;
            state.Began = goesOn ? state.Began : times[row];
            state.Newest.Value = values[row];
            state.Newest.Time = times[row];
            state.Newest.Sequence = batch.SequenceOf(row);
            if (!batch.Causes.IsEmpty) events.Derive(key, batch.Causes[row]);
            if ((state.Partial & complete) != 0) Complete(key, ref state.Partial);
        }
    }

    /// <summary>Drops the partial matches of a key that began at a time or earlier.</summary>
    /// <returns>What is left of them. When nothing is, they stay where they are, as nobody asks for them any more.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Expire(int key, long limit)
    {
        ref var state = ref events.Keys[key];

        // Of a quiet key even the newest event is too old, and it lies at hand.
        if (state.Newest.Time <= limit) return 0;
        var left = Live(key, state.Partial, limit);
        if (left != 0) (state.Partial, state.Began) = (left, events.Event(key, BitOperations.Log2(left)).Time);
        return left;
    }

    /// <summary>The partial matches that began after a time.</summary>
    private ulong Live(int key, ulong partial, long limit)
    {
        while (partial != 0 && events.Event(key, BitOperations.Log2(partial)).Time <= limit) partial ^= 1UL << BitOperations.Log2(partial);
        return partial;
    }

    /// <summary>The partial matches that the event takes further, among some; bit 0 for one that it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Ask(int key, ulong partial, in T value)
    {
        var passed = partial & always;

        // The condition asked most often has a call of its own, so that the JIT learns which it is and inlines it.
        for (var asked = partial & firstMask; asked != 0;)
        {
            var taken = BitOperations.TrailingZeroCount(asked);
            cursor.Look(key, taken);
            var verdict = Unsafe.BitCast<bool, byte>(first(value, match));
            var alike = cursor.IsDeep || taken == 0 ? asked & (~asked + 1) : asked;
            passed |= alike & (0UL - verdict);
            asked ^= alike;
        }

        return (partial & otherMask) == 0 ? passed : passed | AskOthers(key, partial & otherMask, value);
    }

    /// <summary>The same by all conditions but the first one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong AskOthers(int key, ulong partial, in T value)
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
                    cursor.Look(key, taken);
                    var verdict = Unsafe.BitCast<bool, byte>(iterative(value, match));
                    var alike = cursor.IsDeep || taken == 0 ? asked & (~asked + 1) : asked;
                    passed |= alike & (0UL - verdict);
                    asked ^= alike;
                }
            }
            else if (condition.Simple!(value))
            {
                passed |= asked;
            }
        }

        return passed;
    }

    /// <summary>Gives the match out and leaves of the partial matches what the skip strategy leaves.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Complete(int key, ref ulong partial)
    {
        partial &= ~complete & chain.KeptAfterMatch;
        var tail = events.LinksOf(key, chain.Length);
        matches.Add(key, tail!.Event.Time, Link.CausesOf(tail), shape.Bind(new MatchCursor { Tail = tail }));
    }
}

/// <summary>A condition with the partial matches it decides about; one of the functions is there.</summary>
internal sealed class StrictCondition<T, TMatch>(Condition condition, ulong mask)
    where TMatch : class
{
    public readonly ulong Mask = mask;
    public readonly Func<T, bool>? Simple = (condition as SimpleCondition<T>)?.Predicate;
    public readonly Func<T, TMatch, bool>? Iterative = (condition as IterativeCondition<T, TMatch>)?.Predicate;
}
