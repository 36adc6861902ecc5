namespace Cep.Simulation;

/// <summary>All that a run lets anyone see, as text.</summary>
internal sealed record RunOutput
{
    public required IReadOnlyList<string> Derived { get; init; }

    public required IReadOnlyList<string> DeadLetters { get; init; }

    public required IReadOnlyList<string> Late { get; init; }

    public required string Counts { get; init; }

    /// <summary>How the message begins with which the run ended; null for one that ended well.</summary>
    public string? Failure { get; init; }

    public static string TextOf(DeadLetter letter) =>
        $"{letter.Time} {letter.Reason} {letter.Source} {letter.Position} {letter.Version} {letter.Key} {letter.Message}";

    public static string TextOf(LateEvent late) => $"{late.Feed} {late.Position}: {late.Time} after {late.Reached}";

    /// <summary>The first place at which another output is not this one; null when there is none.</summary>
    /// <param name="actual">The other.</param>
    /// <param name="isPrefix">It may end early.</param>
    public string? DifferenceTo(RunOutput actual, bool isPrefix = false)
    {
        // A run that has to fail may have told less than was there.
        var mayEndEarly = isPrefix || Failure is not null;
        return Difference("derived event", Derived, actual.Derived, mayEndEarly)
            ?? Difference("dead letter", DeadLetters, actual.DeadLetters, mayEndEarly)
            ?? Difference("late event", Late, actual.Late, mayEndEarly)
            ?? (mayEndEarly || Counts == actual.Counts ? null : $"the counts\n  expected  {Counts}\n  actual    {actual.Counts}")
            ?? (isPrefix || FailsAs(actual) ? null : $"how the run ends\n  expected  {Failure ?? "well"}\n  actual    {actual.Failure ?? "well"}");
    }

    private bool FailsAs(RunOutput actual) => Failure is null ? actual.Failure is null : actual.Failure?.StartsWith(Failure, StringComparison.Ordinal) == true;

    private static string? Difference(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual, bool isPrefix)
    {
        var at = 0;
        while (at < expected.Count && at < actual.Count && expected[at] == actual[at]) at++;
        if (at == actual.Count && (isPrefix || at == expected.Count)) return null;
        return $"{what} {at + 1}, of {expected.Count} expected and {actual.Count} actual\n"
            + $"  expected  {(at < expected.Count ? expected[at] : "nothing")}\n"
            + $"  actual    {(at < actual.Count ? actual[at] : "nothing")}";
    }
}
