namespace Cep.Simulation;

/// <summary>Runs a case through the engine and through the reference and compares.</summary>
internal static class CaseCheck
{
    /// <returns>What differs first; null when the case passes.</returns>
    /// <exception cref="TooLargeException">The case is not worth running.</exception>
    public static string? Run(SimulatedCase simulated)
    {
        try
        {
            return simulated.IsLive ? Live(simulated) : Recorded(simulated, ReferenceRun.Of(simulated));
        }
        catch (Exception fault) when (fault is not TooLargeException)
        {
            return $"The engine threw {fault}";
        }
    }

    /// <summary>The clock decides where heartbeats are; all that follows from them must follow from the log, and so must a run of what was recorded.</summary>
    private static string? Live(SimulatedCase simulated)
    {
        var heartbeats = new List<Heartbeat>();
        var live = EngineRun.Of(simulated, onHeartbeat: heartbeats.Add);
        if (Recording.Unfounded(simulated, heartbeats) is { } unfounded) return unfounded;
        var recorded = Recording.Of(simulated, heartbeats);
        var expected = ReferenceRun.Of(recorded);
        return expected.DifferenceTo(live) is { } difference ? $"Live, with {heartbeats.Count} heartbeats, the first difference is {difference}" : Recorded(recorded, expected);
    }

    private static string? Recorded(SimulatedCase simulated, RunOutput expected)
    {
        if (simulated.Run.StopAfter > 0 && expected.DifferenceTo(EngineRun.Of(simulated, simulated.Run.StopAfter), isPrefix: true) is { } early)
        {
            return $"A run that is stopped must have written a beginning of the whole output. It differs at {early}";
        }

        if (expected.Failure is null && ResumedRun.IsWanted(simulated)
            && expected.DifferenceTo(ResumedRun.Of(simulated) with { Counts = expected.Counts }) is { } resumed)
        {
            return $"A run that goes on from a snapshot must write the same. It differs at {resumed}";
        }

        return expected.DifferenceTo(EngineRun.Of(simulated)) is { } difference ? $"The first difference is {difference}" : null;
    }
}
