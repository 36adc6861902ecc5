namespace Cep.Simulation.Patterns;

/// <summary>Runs the reference matcher over events of one type and one key.</summary>
internal static class ReferenceMatches
{
    public static ReferenceMatcher Of<T, TMatch>(Pattern<TMatch> pattern, IReadOnlyList<(long Time, T Value)> events, bool hasEnd, int maxPartialMatches = 2_000)
        where TMatch : class, new()
    {
        var cursor = new MatchCursor();
        var reference = new ReferenceMatcher(pattern.Plan, pattern.Shape.Bind(cursor), cursor) { MaxPartialMatches = maxPartialMatches };
        reference.Run([.. events.Select((item, i) => CandidateOf(item.Time, item.Value, i))], hasEnd);
        return reference;
    }

    private static Candidate<T> CandidateOf<T>(long time, T value, int place)
    {
        var candidate = new Candidate<T> { Place = place };
        candidate.Offer(time, Causes.Of(place), value);
        return candidate;
    }
}
