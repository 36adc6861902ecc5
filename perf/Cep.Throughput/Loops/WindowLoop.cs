using System.Numerics;

namespace Cep.Throughput;

/// <summary>
/// A hand-written loop over tumbling windows of all keys at once, in the manner of <see cref="EmaBreakoutLoop"/>: dense
/// arrays, a bitmap of open keys, windows closed in key order when time passes their end.
/// </summary>
public abstract class WindowLoop(long windowNanos)
{
    private protected const long MinuteNanos = 60L * 1_000_000_000;
    private readonly ulong[] open = new ulong[(SymbolTable.Count + 63) / 64];
    private long end = long.MinValue;

    private protected Answer Answer { get; set; }

    /// <summary>Runs over the first events of a tape.</summary>
    public Answer Run(Tape<Trade> tape, int events)
    {
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var times = blocks.Block.Times.AsSpan(0, blocks.Rows);
            for (var row = 0; row < times.Length;)
            {
                if (times[row] >= end) Turn(times[row]);
                var stop = times[^1] < end ? times.Length : FirstAtEnd(times, row);
                Take(blocks.Block.Keys.AsSpan(row, stop - row), blocks.Block.Values.AsSpan(row, stop - row), open);
                row = stop;
            }
        }

        CloseAll();
        Turned(long.MaxValue);
        return Answer;
    }

    private protected abstract void Take(ReadOnlySpan<int> keys, ReadOnlySpan<Trade> trades, ulong[] bits);

    private protected abstract void Close(int key, long windowEnd);

    /// <summary>Time has come to a moment at or after the end of the windows that were just closed.</summary>
    private protected virtual void Turned(long time)
    {
    }

    private int FirstAtEnd(ReadOnlySpan<long> times, int row)
    {
        while (times[row] < end) row++;
        return row;
    }

    private void Turn(long time)
    {
        CloseAll();
        Turned(time);
        end = (time / windowNanos + 1) * windowNanos;
    }

    private void CloseAll()
    {
        for (var word = 0; word < open.Length; word++)
        {
            for (var bits = open[word]; bits != 0; bits &= bits - 1) Close((word << 6) + BitOperations.TrailingZeroCount(bits), end);
            open[word] = 0;
        }
    }
}

/// <summary>The loop of <see cref="WhereTumblingRule"/>.</summary>
public sealed class WhereTumblingLoop() : WindowLoop(MinuteNanos)
{
    private readonly double[] last = new double[SymbolTable.Count];

    private protected override void Take(ReadOnlySpan<int> keys, ReadOnlySpan<Trade> trades, ulong[] bits)
    {
        var prices = last;
        for (var row = 0; row < keys.Length; row++)
        {
            if (trades[row].Size < WhereTumblingRule.RoundLot) continue;
            var key = keys[row];
            prices[key] = trades[row].Price;
            bits[key >> 6] |= 1UL << key;
        }
    }

    private protected override void Close(int key, long windowEnd)
    {
        if (last[key] > WhereTumblingRule.Limit) Answer = Answer.With(Symbol.FromId(key).Name, windowEnd, last[key]);
    }
}

/// <summary>The loop of <see cref="BarsRule"/>, with the same compensated sums, for the answers must agree to the last bit.</summary>
public sealed class BarsLoop() : WindowLoop(MinuteNanos)
{
    private readonly Sums[] sums = new Sums[SymbolTable.Count];

    private protected override void Take(ReadOnlySpan<int> keys, ReadOnlySpan<Trade> trades, ulong[] bits)
    {
        var all = sums;
        for (var row = 0; row < keys.Length; row++)
        {
            var key = keys[row];
            ref var sum = ref all[key];
            ref readonly var trade = ref trades[row];
            if (sum.Count++ == 0) (sum.Open, sum.High, sum.Low) = (trade.Price, trade.Price, trade.Price);
            bits[key >> 6] |= 1UL << key;
            if (trade.Price > sum.High) sum.High = trade.Price;
            if (trade.Price < sum.Low) sum.Low = trade.Price;
            sum.Close = trade.Price;
            Add(ref sum.Volume, ref sum.VolumeLost, trade.Size);
            Add(ref sum.Notional, ref sum.NotionalLost, trade.Price * trade.Size);
        }
    }

    private protected override void Close(int key, long windowEnd)
    {
        ref var sum = ref sums[key];
        var vwap = (sum.Notional + sum.NotionalLost) / (sum.Volume + sum.VolumeLost);
        if (sum.High - sum.Low > sum.Open * BarsRule.Range) Answer = Answer.With(Symbol.FromId(key).Name, windowEnd, vwap + sum.Close);
        sum = default;
    }

    private static void Add(ref double sum, ref double lost, double value)
    {
        var total = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
        sum = total;
    }

    private struct Sums
    {
        public long Count;
        public double Open;
        public double High;
        public double Low;
        public double Close;
        public double Volume;
        public double VolumeLost;
        public double Notional;
        public double NotionalLost;
    }
}
