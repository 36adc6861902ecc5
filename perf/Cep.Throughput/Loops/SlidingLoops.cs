namespace Cep.Throughput;

/// <summary>
/// The loop of <see cref="SlidingMinRule"/>: a deque for each symbol of the prices that may still be the least. Where
/// events that leave are told, too, a queue of all of them says when.
/// </summary>
public sealed class SlidingMinLoop(TimeSpan size, bool tellsLeaving)
{
    private readonly Deque[] deques = new Deque[SymbolTable.Count];
    private readonly int[] counts = new int[SymbolTable.Count];
    private readonly Queue<(long Time, int Key)> all = new();
    private readonly long sizeNanos = size.Ticks * 100;
    private Answer answer;

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            for (var row = 0; row < blocks.Rows; row++)
            {
                var (time, key) = (blocks.Block.Times[row], blocks.Block.Keys[row]);
                if (tellsLeaving) LeaveUntil(time);
                ref var deque = ref deques[key];
                deque.Expire(time - sizeNanos);
                deque.Push(time, blocks.Block.Values[row].Price);
                if (deque.Least > SlidingMinRule.Limit) answer = answer.With(Symbol.FromId(key).Name, time, deque.Least);
                if (!tellsLeaving) continue;
                all.Enqueue((time, key));
                counts[key]++;
            }
        }

        if (tellsLeaving) LeaveUntil(long.MaxValue);
        return answer;
    }

    private void LeaveUntil(long time)
    {
        while (all.TryPeek(out var oldest) && oldest.Time + sizeNanos <= time)
        {
            all.Dequeue();
            ref var deque = ref deques[oldest.Key];
            deque.Expire(oldest.Time);
            if (--counts[oldest.Key] > 0 && deque.Least > SlidingMinRule.Limit)
            {
                answer = answer.With(Symbol.FromId(oldest.Key).Name, oldest.Time + sizeNanos, deque.Least);
            }
        }
    }

    private struct Deque
    {
        private (long Time, double Value)[]? ring;
        private int head;
        private int count;

        public readonly double Least => ring![head].Value;

        public void Expire(long until)
        {
            while (count > 0 && ring![head].Time <= until)
            {
                head = (head + 1) & (ring.Length - 1);
                count--;
            }
        }

        public void Push(long time, double value)
        {
            ring ??= new (long, double)[4];
            while (count > 0 && ring[(head + count - 1) & (ring.Length - 1)].Value >= value) count--;
            if (count == ring.Length) Grow();
            ring[(head + count++) & (ring.Length - 1)] = (time, value);
        }

        private void Grow()
        {
            var larger = new (long, double)[count * 2];
            for (var i = 0; i < count; i++) larger[i] = ring![(head + i) & (ring.Length - 1)];
            (ring, head) = (larger, 0);
        }
    }
}

/// <summary>The loop of <see cref="SlidingSumRule"/>: whole numbers, so that a plain sum is exact.</summary>
public sealed class SlidingSumLoop(TimeSpan size)
{
    private readonly double[] sums = new double[SymbolTable.Count];
    private readonly Queue<(long Time, int Key, double Size)> all = new();
    private readonly long sizeNanos = size.Ticks * 100;

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        var answer = default(Answer);
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            for (var row = 0; row < blocks.Rows; row++)
            {
                var (time, key) = (blocks.Block.Times[row], blocks.Block.Keys[row]);
                while (all.TryPeek(out var oldest) && oldest.Time + sizeNanos <= time)
                {
                    all.Dequeue();
                    sums[oldest.Key] -= oldest.Size;
                }

                var traded = blocks.Block.Values[row].Size;
                sums[key] += traded;
                all.Enqueue((time, key, traded));
                if (sums[key] % SlidingSumRule.Every == 0) answer = answer.With(Symbol.FromId(key).Name, time, sums[key]);
            }
        }

        return answer;
    }
}
