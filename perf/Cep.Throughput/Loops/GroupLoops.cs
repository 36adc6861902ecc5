using System.Numerics;

namespace Cep.Throughput;

/// <summary>
/// The loop of <see cref="SessionMaxRule"/>: one entry for each open window in a heap by due time; one that is due and finds
/// its window prolonged goes back.
/// </summary>
public sealed class SessionMaxLoop(TimeSpan gap)
{
    private readonly (long Last, double Greatest)[] windows = new (long, double)[SymbolTable.Count];
    private readonly PriorityQueue<int, long> due = new();
    private readonly long gapNanos = gap.Ticks * 100;
    private readonly Hits hits = new();

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        var next = long.MaxValue;
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            for (var row = 0; row < blocks.Rows; row++)
            {
                var (time, key) = (blocks.Block.Times[row], blocks.Block.Keys[row]);
                if (time >= next) next = CloseUntil(time);
                ref var window = ref windows[key];
                var price = blocks.Block.Values[row].Price;
                if (window.Last != 0)
                {
                    window = (time, Math.Max(window.Greatest, price));
                    continue;
                }

                window = (time, price);
                due.Enqueue(key, time + gapNanos);
                next = Math.Min(next, time + gapNanos);
            }
        }

        CloseUntil(long.MaxValue);
        return hits.Fold();
    }

    private long CloseUntil(long time)
    {
        while (due.TryPeek(out var key, out var until))
        {
            if (until > time) return until;
            ref var window = ref windows[key];
            if (window.Last + gapNanos > until)
            {
                due.EnqueueDequeue(key, window.Last + gapNanos);
                continue;
            }

            due.Dequeue();
            if (window.Greatest > TumblingMaxRule.Limit) hits.Add(key, until, window.Greatest);
            window = default;
        }

        return long.MaxValue;
    }
}

/// <summary>The loops of the rules whose windows hold a number of trades.</summary>
public static class CountLoops
{
    /// <summary>The loop of <see cref="CountMaxRule"/>.</summary>
    public static Answer Max(Tape<Trade> tape, int events, int count)
    {
        var answer = default(Answer);
        var windows = new (double Greatest, int Count)[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            for (var row = 0; row < blocks.Rows; row++)
            {
                ref var window = ref windows[block.Keys[row]];
                var price = block.Values[row].Price;
                window = (window.Count == 0 ? price : Math.Max(window.Greatest, price), window.Count + 1);
                if (window.Count < count) continue;
                if (window.Greatest > TumblingMaxRule.Limit) answer = answer.With(block.Values[row].Symbol.Name, block.Times[row], window.Greatest);
                window = default;
            }
        }

        return answer;
    }

    /// <summary>The loop of <see cref="CountSlidingSumRule"/>: whole numbers, so that a plain sum is exact; a ring for each key.</summary>
    public static Answer Sum(Tape<Trade> tape, int events, int count)
    {
        var answer = default(Answer);
        var windows = new Ring[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            for (var row = 0; row < blocks.Rows; row++)
            {
                ref var window = ref windows[block.Keys[row]];
                window.Add(block.Values[row].Size, count);
                if (window.Entered < count || window.Sum % SlidingSumRule.Every != 0) continue;
                answer = answer.With(block.Values[row].Symbol.Name, block.Times[row], window.Sum);
            }
        }

        return answer;
    }

    private struct Ring
    {
        private double[]? values;

        public long Entered { get; private set; }

        public double Sum { get; private set; }

        public void Add(double value, int count)
        {
            values ??= new double[4];
            if (Entered == values.Length && Entered < count) Array.Resize(ref values, (int)Math.Min(values.Length * 2, BitOperations.RoundUpToPowerOf2((uint)count)));
            if (Entered >= count) Sum -= values[(Entered - count) & (values.Length - 1)];
            values[Entered++ & (values.Length - 1)] = value;
            Sum += value;
        }
    }
}
