namespace Cep.Simulation;

/// <summary>A run that stops at a time with a snapshot, and another that goes on from it, in another way.</summary>
internal static class ResumedRun
{
    /// <summary>Whether the case has such a place, and all that its rules keep can be saved.</summary>
    public static bool IsWanted(SimulatedCase simulated) => simulated.Run.ResumeAt < EventTime.MaxValue && simulated.SavedRules.Count == simulated.Rules.Count;

    /// <returns>What both told; the counts are not among it.</returns>
    public static RunOutput Of(SimulatedCase simulated)
    {
        byte[]? saved = null;
        var first = EngineRun.Of(simulated, adjust: options => options with { StopAt = simulated.Run.ResumeAt, OnSnapshot = point => saved = point.TakeSnapshot().ToBytes() });
        if (saved is null) return first;
        var (shards, batchSize) = (simulated.Run.Shards % 4 + 1, simulated.Run.BatchSize == 1 ? 16 : 1);
        var second = EngineRun.Of(simulated, adjust: options => options with { Start = Snapshot.FromBytes(saved), Shards = shards, BatchSize = batchSize });
        return new RunOutput
        {
            Derived = [.. first.Derived, .. second.Derived],
            DeadLetters = [.. first.DeadLetters, .. second.DeadLetters],
            Late = [.. first.Late, .. second.Late],
            Counts = "",
        };
    }
}
