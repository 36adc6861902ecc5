namespace Cep.Throughput;

/// <summary>
/// The loops of <see cref="AbsentRule"/> and <see cref="TimeoutRule"/>. All waits are equally long, so one queue of those that
/// began serves as the timer of each: an entry counts if nothing came of its symbol since.
/// </summary>
/// <param name="duration">How long a wait is.</param>
/// <param name="waits">Which trades begin one.</param>
public sealed class SilenceLoop(TimeSpan duration, Func<Trade, bool>? waits)
{
    private readonly (long Time, double Price)[] latest = new (long, double)[SymbolTable.Count];
    private readonly Queue<(long Time, int Key)> begun = new();
    private readonly long durationNanos = duration.Ticks * 100;
    private readonly Hits hits = new();

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            for (var row = 0; row < blocks.Rows; row++)
            {
                var (time, key) = (block.Times[row], block.Keys[row]);
                EndUntil(time);
                latest[key] = (time, block.Values[row].Price);
                if (waits is null || waits(block.Values[row])) begun.Enqueue((time, key));
            }
        }

        EndUntil(long.MaxValue);
        return hits.Fold();
    }

    private void EndUntil(long time)
    {
        while (begun.TryPeek(out var oldest) && oldest.Time + durationNanos <= time)
        {
            begun.Dequeue();
            var (last, price) = latest[oldest.Key];
            if (last == oldest.Time && price > AbsentRule.Limit) hits.Add(oldest.Key, last + durationNanos, price);
        }
    }
}

/// <summary>The loop of <see cref="EveryRule"/>: at each multiple of the period it goes over the symbols that are active.</summary>
public sealed class EveryLoop(TimeSpan period, TimeSpan quietAfter)
{
    private readonly (long Time, double Price)[] latest = new (long, double)[SymbolTable.Count];
    private readonly List<int> active = [];
    private readonly long periodNanos = period.Ticks * 100;
    private readonly long quietNanos = quietAfter.Ticks * 100;
    private readonly Hits hits = new();

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        var (next, last) = (long.MinValue, 0L);
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            for (var row = 0; row < blocks.Rows; row++)
            {
                var (time, key) = (block.Times[row], block.Keys[row]);
                for (; next <= time; next += periodNanos)
                {
                    if (active.Count == 0) next = time / periodNanos * periodNanos;
                    else Sample(next);
                }

                if (latest[key].Time == 0) active.Add(key);
                latest[key] = (time, block.Values[row].Price);
                last = time;
            }
        }

        for (; next <= last; next += periodNanos) Sample(next);
        return hits.Fold();
    }

    private void Sample(long moment)
    {
        var kept = 0;
        for (var i = 0; i < active.Count; i++)
        {
            var key = active[i];
            var (time, price) = latest[key];
            if (time + quietNanos < moment)
            {
                latest[key] = default;
                continue;
            }

            if (price > AbsentRule.Limit) hits.Add(key, moment, price);
            active[kept++] = key;
        }

        active.RemoveRange(kept, active.Count - kept);
    }
}
