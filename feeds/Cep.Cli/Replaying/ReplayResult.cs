namespace Cep.Cli;

/// <summary>What a replay did, for the summary and the report.</summary>
internal sealed record ReplayResult
{
    public required ReplaySettings Settings { get; init; }

    /// <summary>The rules that ran, with their parameters.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    public required RunSummary Summary { get; init; }

    /// <summary>Derived events by rule, without what the report asked for itself.</summary>
    public required IReadOnlyDictionary<string, long> DerivedEvents { get; init; }

    public required DerivedCounts Counts { get; init; }

    public required IReadOnlyList<DeadLetter> DeadLetterSamples { get; init; }

    public required string OutputSha256 { get; init; }

    /// <summary>Wall-clock time of the run itself.</summary>
    public required TimeSpan Elapsed { get; init; }

    public double EventsPerSecond => Summary.Events / Math.Max(Elapsed.TotalSeconds, 1e-6);

    public int ExitCode => Summary.Interrupted ? ExitCodes.Interrupted : ExitCodes.Done;
}
