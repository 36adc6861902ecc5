namespace Cep.Simulation;

/// <summary>What a case must give, all of it.</summary>
internal static class ReferenceRun
{
    /// <exception cref="TooLargeException">It has more rows than a case is worth.</exception>
    public static RunOutput Of(SimulatedCase simulated)
    {
        var log = new ReferenceLog(simulated);
        var known = Enumerable.Range(0, log.Revisions.Count + 1).Select(revisions => new ReferenceAnswers(simulated, log.KnownAfter(revisions), log.EndTime)).ToList();
        var told = new ReferenceTelling(simulated, log, known).All()
            .OrderBy(row => row.Moment).ThenBy(row => row.Phase).ThenBy(row => row.Row.Time)
            .ThenBy(row => row.Rule.Name, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        var letters = log.Malformed.Select(letter => (At: letter.Time.Nanos, Letter: letter))
            .Concat(known[^1].Faults.Select(letter => (At: letter.Time.Nanos + simulated.AllowedLatenessNanos, Letter: letter)));
        return new RunOutput
        {
            Derived = [.. told.Select(ReferenceText.LineOf)],
            DeadLetters = [.. letters
                .OrderBy(entry => entry.At).ThenBy(entry => entry.Letter.Time).ThenBy(entry => entry.Letter.Reason)
                .ThenBy(entry => entry.Letter.Source, StringComparer.Ordinal).ThenBy(entry => entry.Letter.Key, StringComparer.Ordinal)
                .Select(entry => RunOutput.TextOf(entry.Letter))],
            Late = [.. log.Late.OrderBy(late => late.Reached).ThenBy(late => late.Feed, StringComparer.Ordinal).Select(RunOutput.TextOf)],
            Counts = $"{log.Events.Count} events, {log.OutOfRange} out of range, {log.Late.Count} late, {log.Events.Count(entry => entry.BecameKnown is not null)} revising, "
                + $"{told.Count(row => row.Status == DerivedStatus.Provisional)} provisional, {told.Count(row => row.Status == DerivedStatus.Retracted)} retracted",
            Failure = log.Failure,
        };
    }
}
