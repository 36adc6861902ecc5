namespace Cep.Simulation;

/// <summary>Runs a case through the engine and through the reference and compares.</summary>
internal static class CaseCheck
{
    /// <returns>What differs first; null when the case passes.</returns>
    /// <exception cref="TooLargeException">The case is not worth running.</exception>
    public static string? Run(SimulatedCase simulated)
    {
        var expected = ReferenceRun.Of(simulated);
        try
        {
            if (simulated.Run.StopAfter > 0 && expected.DifferenceTo(EngineRun.Of(simulated, simulated.Run.StopAfter), isPrefix: true) is { } early)
            {
                return $"A run that is stopped must have written a beginning of the whole output. It differs at {early}";
            }

            return expected.DifferenceTo(EngineRun.Of(simulated)) is { } difference ? $"The first difference is {difference}" : null;
        }
        catch (Exception fault) when (fault is not TooLargeException)
        {
            return $"The engine threw {fault}";
        }
    }
}
