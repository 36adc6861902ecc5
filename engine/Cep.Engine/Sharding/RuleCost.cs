using System.Runtime.InteropServices;

namespace Cep;

/// <summary>Measures what rules cost on rounds of the log, on a plan that is thrown away.</summary>
internal sealed class RuleCost(Func<ShardRun> create, TimeProvider clock)
{
    /// <summary>The runtime compiles what runs often anew within about a tenth of a second; what is measured before is too much.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>The part of the rest of the run that may be spent on measuring.</summary>
    private const double Share = 0.05;

    /// <summary>The least time of an event in a pass over all rounds, nanoseconds.</summary>
    /// <param name="rounds">The rounds; they are only read.</param>
    /// <param name="enough">Costs up to this need not be known better.</param>
    /// <param name="eventsLeft">How many events may still come; measuring them exactly is not worth more than running them.</param>
    public double NanosPerEvent(IReadOnlyList<Round> rounds, double enough, double eventsLeft)
    {
        var events = Math.Max(1, rounds.Sum(round => (double)round.Events.Count));
        var result = new ShardResult();
        var least = double.MaxValue;
        var start = clock.GetTimestamp();
        do
        {
            var run = create();
            var began = clock.GetTimestamp();
            foreach (var round in rounds)
            {
                run.Process(round.Events, round.Watermark, round.LastTime, round.IsRevision);
                run.HandOver(result);
            }

            least = Math.Min(least, clock.GetElapsedTime(began).TotalNanoseconds / events);
        }
        while (least > enough && clock.GetElapsedTime(start).TotalNanoseconds < Math.Min(Patience.TotalNanoseconds, least * eventsLeft * Share));

        return least;
    }

    /// <summary>The share of the events that the key with the most of them has.</summary>
    public static double BusiestShare(IReadOnlyList<Round> rounds)
    {
        var counts = new Dictionary<int, int>();
        var (most, all) = (0, 1);
        foreach (var column in rounds.SelectMany(round => round.Events.Columns))
        {
            foreach (var key in column.Keys)
            {
                most = Math.Max(most, ++CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _));
                all++;
            }
        }

        return most / (double)all;
    }
}
