namespace Cep.Simulation;

/// <summary>Makes a failing case smaller for as long as it still fails.</summary>
internal sealed class CaseShrinker(Func<SimulatedCase, string?> check)
{
    /// <summary>So that a case that is slow to run does not keep anybody waiting.</summary>
    private const int MaxRuns = 3_000;

    private int runs;

    /// <returns>The smallest case found, and what differs in it.</returns>
    public (SimulatedCase Case, string Difference) Shrink(SimulatedCase failing, string difference)
    {
        while (runs < MaxRuns && FirstThatFails(failing) is { } smaller) (failing, difference) = smaller;
        return (failing, difference);
    }

    private (SimulatedCase, string)? FirstThatFails(SimulatedCase failing)
    {
        foreach (var candidate in SmallerCases.Of(failing))
        {
            if (++runs > MaxRuns) return null;
            if (Difference(candidate) is { } difference) return (candidate, difference);
        }

        return null;
    }

    private string? Difference(SimulatedCase candidate)
    {
        try
        {
            return check(candidate);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }
}
