using System.Runtime.CompilerServices;

namespace Cep.Throughput;

/// <summary>The loop of <see cref="SevenTicksRule"/>: a state machine of falls and rises, and the times of the last seven ticks.</summary>
public static class SevenTicksLoop
{
    private const int Needed = 3;

    /// <summary>Works through the first events of a tape.</summary>
    public static Answer Run(Tape<Trade> tape, int events)
    {
        var answer = default(Answer);
        var states = new State[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            var keys = block.Keys.AsSpan(0, blocks.Rows);
            for (var row = 0; row < keys.Length; row++)
            {
                ref var state = ref states[keys[row]];
                var time = block.Times[row];
                var price = block.Values[row].Price;
                if (state.Take(price, time)) answer = answer.With(block.Values[row].Symbol.Name, time, price);
            }
        }

        return answer;
    }

    private struct State
    {
        private double price;
        private int falls;
        private int rises;
        private int next;
        private Times times;

        /// <summary>Whether the tick completes a match.</summary>
        public bool Take(double value, long time)
        {
            var isMatch = false;
            if (value < price)
            {
                falls = rises > 0 ? 1 : Math.Min(falls + 1, Needed);
                rises = 0;
            }
            else if (value > price && falls == Needed)
            {
                if (++rises == Needed)
                {
                    isMatch = time - times[(next - 2 * Needed) & 7] < SevenTicksRule.WithinNanos;
                    (falls, rises) = (0, 0);
                }
            }
            else
            {
                (falls, rises) = (0, 0);
            }

            price = value;
            times[next++ & 7] = time;
            return isMatch;
        }
    }

    [InlineArray(8)]
    private struct Times
    {
        private long first;
    }
}
