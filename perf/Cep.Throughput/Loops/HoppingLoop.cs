using System.Numerics;

namespace Cep.Throughput;

/// <summary>
/// The loops of <see cref="TumblingMaxRule"/> and, with panes, of <see cref="HoppingMaxRule"/>: the greatest price of each key
/// in a dense array.
/// </summary>
public class TumblingMaxLoop : WindowLoop
{
    private readonly double[] greatest = new double[SymbolTable.Count];

    /// <summary>A loop over windows of a size.</summary>
    public TumblingMaxLoop(TimeSpan size)
        : base(size.Ticks * 100) => Array.Fill(greatest, double.NegativeInfinity);

    private protected sealed override void Take(ReadOnlySpan<int> keys, ReadOnlySpan<Trade> trades, ulong[] bits)
    {
        var all = greatest;
        for (var row = 0; row < keys.Length; row++)
        {
            var key = keys[row];
            if (trades[row].Price > all[key]) all[key] = trades[row].Price;
            bits[key >> 6] |= 1UL << key;
        }
    }

    private protected override void Close(int key, long windowEnd) => Tell(key, windowEnd, TakeGreatest(key));

    private protected double TakeGreatest(int key)
    {
        var price = greatest[key];
        greatest[key] = double.NegativeInfinity;
        return price;
    }

    private protected void Tell(int key, long windowEnd, double price)
    {
        if (price > TumblingMaxRule.Limit) Answer = Answer.With(Symbol.FromId(key).Name, windowEnd, price);
    }
}

/// <summary>Twelve panes of each key side by side; a window that closes looks through them.</summary>
public sealed class HoppingMaxLoop : TumblingMaxLoop
{
    private const int Panes = 12;
    private readonly double[] panes = new double[SymbolTable.Count * Panes];
    private readonly long[] newest = new long[SymbolTable.Count];
    private readonly ulong[] live = new ulong[(SymbolTable.Count + 63) / 64];
    private readonly long periodNanos;
    private long nextEnd = long.MaxValue;

    /// <summary>A loop over windows of a size.</summary>
    public HoppingMaxLoop(TimeSpan size)
        : base(size / Panes)
    {
        Array.Fill(panes, double.NegativeInfinity);
        periodNanos = size.Ticks * 100 / Panes;
    }

    /// <summary>A pane is over.</summary>
    private protected override void Close(int key, long windowEnd)
    {
        panes[key * Panes + (int)(windowEnd / periodNanos % Panes)] = TakeGreatest(key);
        newest[key] = windowEnd;
        live[key >> 6] |= 1UL << key;
        nextEnd = Math.Min(nextEnd, windowEnd);
    }

    private protected override void Turned(long time)
    {
        for (; nextEnd <= time; nextEnd += periodNanos)
        {
            if (!CloseWindows())
            {
                nextEnd = long.MaxValue;
                return;
            }
        }
    }

    /// <summary>Tells the windows that end next and makes room for the pane that starts there.</summary>
    /// <returns>Whether any key has another window.</returns>
    private bool CloseWindows()
    {
        var nextPane = (int)((nextEnd / periodNanos + 1) % Panes);
        var left = 0UL;
        for (var word = 0; word < live.Length; word++)
        {
            for (var bits = live[word]; bits != 0; bits &= bits - 1)
            {
                var key = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var own = panes.AsSpan(key * Panes, Panes);
                var price = own[0];
                foreach (var pane in own[1..]) price = Math.Max(price, pane);
                Tell(key, nextEnd, price);
                own[nextPane] = double.NegativeInfinity;
                if (newest[key] <= nextEnd - (Panes - 1) * periodNanos) live[word] &= ~(1UL << key);
            }

            left |= live[word];
        }

        return left != 0;
    }
}
