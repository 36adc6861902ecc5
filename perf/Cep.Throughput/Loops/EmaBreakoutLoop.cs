using System.Numerics;

namespace Cep.Throughput;

/// <summary>
/// The DEBS 2022 query as one would write it by hand for speed. It reads the keys of all rows, the last time of a batch
/// (all times only of a batch in which a window ends) and the price inside each trade; it keeps a last price, two
/// averages and three times for each symbol in dense arrays and one bit that says whether its window holds anything.
/// </summary>
public sealed class EmaBreakoutLoop(int keys, Hits hits)
{
    private const long WindowNanos = 300L * 1_000_000_000;
    private const double FastWeight = 2.0 / 39;
    private const double SlowWeight = 2.0 / 101;

    private readonly double[] last = new double[keys];
    private readonly ulong[] open = new ulong[(keys + 63) / 64];
    private readonly double[] fasts = new double[keys];
    private readonly double[] slows = new double[keys];
    private readonly (long Latest, long Second, long Third)[] breakouts = new (long, long, long)[keys];
    private long end = long.MinValue;

    /// <summary>Runs over the first events of a tape.</summary>
    public static void Run(Tape<Trade> tape, int events, Hits hits)
    {
        var loop = new EmaBreakoutLoop(SymbolTable.Count, hits);
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var (block, rows) = (blocks.Block, blocks.Rows);
            loop.Take(block.Keys.AsSpan(0, rows), block.Times.AsSpan(0, rows), block.Values.AsSpan(0, rows));
        }

        loop.Close();
    }

    /// <summary>Runs over the first events of a tape, on this thread.</summary>
    public static Answer Run(Tape<Trade> tape, int events)
    {
        var hits = new Hits();
        Run(tape, events, hits);
        return hits.Fold();
    }

    /// <summary>Runs over what a feed gives.</summary>
    public static Answer Run(IFeed feed)
    {
        var hits = new Hits();
        var loop = new EmaBreakoutLoop(SymbolTable.Count, hits);
        var batch = new EventBatch();
        using var reader = feed.Open();
        while (reader.Read(batch, TapeBlock<Trade>.Rows))
        {
            var trades = batch.Of<Trade>();
            loop.Take(trades.Keys, trades.Times, trades.Values);
            batch.Clear();
        }

        loop.Close();
        return hits.Fold();
    }

    private void Take(ReadOnlySpan<int> keys, ReadOnlySpan<long> times, ReadOnlySpan<Trade> trades)
    {
        var row = 0;
        while (row < keys.Length)
        {
            if (times[row] >= end) Turn(times[row]);
            var stop = keys.Length;
            if (times[^1] >= end)
            {
                stop = row + 1;
                while (times[stop] < end) stop++;
            }

            var (prices, bits) = (last, open);
            for (; row < stop; row++)
            {
                var key = keys[row];
                prices[key] = trades[row].Price;
                bits[key >> 6] |= 1UL << key;
            }
        }
    }

    private void Turn(long time)
    {
        Close();
        end = (time / WindowNanos + 1) * WindowNanos;
    }

    private void Close()
    {
        for (var word = 0; word < open.Length; word++)
        {
            for (var bits = open[word]; bits != 0; bits &= bits - 1) Close((word << 6) + BitOperations.TrailingZeroCount(bits));
            open[word] = 0;
        }
    }

    private void Close(int key)
    {
        var (fast, slow, close) = (fasts[key], slows[key], last[key]);
        var newFast = close * FastWeight + fast * (1 - FastWeight);
        var newSlow = close * SlowWeight + slow * (1 - SlowWeight);
        (fasts[key], slows[key]) = (newFast, newSlow);
        if ((newFast <= newSlow || fast > slow) && (newFast >= newSlow || fast < slow)) return;
        ref var times = ref breakouts[key];
        times = (end, times.Latest, times.Second);
        hits.Add(key, end, newFast + newSlow + times.Third);
    }
}
