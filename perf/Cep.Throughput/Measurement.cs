using System.Diagnostics;

namespace Cep.Throughput;

/// <summary>What a comparison came to.</summary>
/// <param name="Name">The comparison's name.</param>
/// <param name="Events">Events of a pass.</param>
/// <param name="Found">Derived events, the same on both sides.</param>
/// <param name="LoopNanos">Median of the loop, nanoseconds an event.</param>
/// <param name="EngineNanos">Median of the engine, nanoseconds an event.</param>
/// <param name="Ratio">Median over the rounds of engine to loop, both measured in the same round.</param>
/// <param name="BytesPerEvent">What a further event allocates in the engine, once it runs.</param>
public sealed record Measurement(
    string Name, int Events, long Found, double LoopNanos, double EngineNanos, double Ratio, double BytesPerEvent)
{
    private const int WarmUpRounds = 2;

    /// <summary>Runs loop and engine in turns. Both must give the same answer each time.</summary>
    /// <exception cref="InvalidOperationException">They don't.</exception>
    public static Measurement Of(Comparison comparison, int rounds)
    {
        var expected = comparison.Loop(comparison.Events);
        var (loops, engines, ratios) = (new double[rounds], new double[rounds], new double[rounds]);
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var loop = Time(comparison, comparison.Loop, expected, "loop");
            var engine = Time(comparison, comparison.Engine, expected, "engine");
            if (round >= 0) (loops[round], engines[round], ratios[round]) = (loop, engine, engine / loop);
        }

        return new Measurement(
            comparison.Name, comparison.Events, expected.Found, Median(loops), Median(engines), Median(ratios), BytesPerEventOf(comparison));
    }

    /// <summary>
    /// What the second half of the events allocates, divided among them: starting a run allocates, and so do arrays that
    /// grow to the size they need, but a further event must not.
    /// </summary>
    public static double BytesPerEventOf(Comparison comparison)
    {
        var half = comparison.Events / 2;
        var (first, both) = (AllocatedBy(comparison, half), AllocatedBy(comparison, comparison.Events));
        return (double)(both - first) / (comparison.Events - half);
    }

    private static double Time(Comparison comparison, Pass pass, Answer expected, string side)
    {
        // So that no pass pays for the garbage of the one before.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var answer = pass(comparison.Events);
        var nanos = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return answer == expected
            ? nanos / comparison.Events
            : throw new InvalidOperationException($"{comparison.Name}: the {side} answers {answer}, the loop's first pass answered {expected}.");
    }

    private static long AllocatedBy(Comparison comparison, int events)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        comparison.Engine(events);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
