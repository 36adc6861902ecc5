namespace Cep.Simulation;

/// <summary>
/// Draws cases (rules of all operators, streams with ties, gaps, repeats, disorder, late and malformed rows, and ways to run
/// them) and checks that what the engine puts out equals a slow, obvious reference, byte for byte.
/// </summary>
/// <remarks>A case depends on its seed alone. Not safe for more than one thread; the engine starts threads of its own.</remarks>
public static class Simulator
{
    /// <summary>Runs the cases of seeds that follow one another, up to the first that fails.</summary>
    /// <param name="seed">The first seed.</param>
    /// <param name="runs">How many cases; at least 1.</param>
    /// <param name="onCase">Told how many cases have passed, after each; null for nobody.</param>
    /// <param name="stop">Ends between two cases.</param>
    /// <returns>What was run, and the failure if there was one.</returns>
    public static SimulationResult Run(ulong seed, long runs, Action<long>? onCase = null, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var coverage = new SimulationCoverage();
        for (var run = 0L; run < runs && !stop.IsCancellationRequested; run++)
        {
            if (RunCase(seed + (ulong)run, CaseCheck.Run, coverage) is { } failure) return new SimulationResult(run, coverage, failure);
            onCase?.Invoke(run + 1);
        }

        return new SimulationResult(coverage.Cases, coverage, null);
    }

    internal static SimulationFailure? RunCase(ulong seed, Func<SimulatedCase, string?> check, SimulationCoverage coverage)
    {
        var simulated = CaseDraw.Of(seed);
        string? difference;
        try
        {
            difference = check(simulated);
        }
        catch (TooLargeException)
        {
            coverage.AddTooLarge();
            return null;
        }

        coverage.Add(simulated);
        if (difference is null) return null;
        var (smallest, first) = new CaseShrinker(check).Shrink(simulated, difference);
        return new SimulationFailure(seed, CaseText.Of(smallest), first);
    }
}
