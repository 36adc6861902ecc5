using System.Globalization;

namespace Cep.Throughput;

/// <summary>
/// A tape of as many symbols as timers are to be pending, each as busy as the others, a trade every microsecond, prices up to
/// 1,000. Durations follow the number of symbols, so that per event as many timers are set and as many fire however many there are.
/// </summary>
public sealed class Waiters
{
    private const long StepNanos = 1_000;
    private const long StartNanos = 1_636_358_400_000_000_000; // 2021-11-08T08:00:00Z

    /// <summary>Draws a tape.</summary>
    public Waiters(int symbols, int events)
    {
        Symbols = symbols;
        // Of one length, so that numbers and names sort alike whichever tape made the first of them.
        var names = Enumerable.Range(0, symbols).Select(static number => Symbol.Of(string.Create(CultureInfo.InvariantCulture, $"W{number:D7}"))).ToArray();
        var chance = new Chance(1987);
        var time = StartNanos;
        for (var i = 0; i < events; i++)
        {
            time += 1 + (long)(chance.Next() * (2 * StepNanos - 2));
            // Each once to begin with, so that all are pending early on.
            var symbol = names[i < symbols ? i : (int)(chance.Next() * symbols)];
            Tape.Add(new Trade(new EventTime(time), symbol, Math.Round(chance.Next() * 1000, 2), 1 + (int)(chance.Next() * 500), Exchange: 'N'));
        }
    }

    /// <summary>How many symbols there are.</summary>
    public int Symbols { get; }

    /// <summary>The trades.</summary>
    public Tape<Trade> Tape { get; } = new();

    /// <summary>The time in which a symbol has one trade on average.</summary>
    public TimeSpan Round => TimeSpan.FromMicroseconds(Symbols);
}
