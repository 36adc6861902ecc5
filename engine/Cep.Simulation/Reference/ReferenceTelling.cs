namespace Cep.Simulation;

/// <summary>
/// What is told of the answers and when. Where late events are allowed, the answers to all that is known are compared with
/// those to what was known before, at each moment at which late events become known.
/// </summary>
/// <param name="simulated">The case.</param>
/// <param name="log">Its log.</param>
/// <param name="known">The answers to what is known after no revision, after the first one, and so on.</param>
internal sealed class ReferenceTelling(SimulatedCase simulated, ReferenceLog log, IReadOnlyList<ReferenceAnswers> known)
{
    private readonly long allowed = simulated.AllowedLatenessNanos;
    private readonly IReadOnlySet<string> saved = simulated.SavedRules;

    /// <summary>All that is told; what is of one moment, phase, time, rule and key stands in its order.</summary>
    public IEnumerable<ToldRow> All() =>
        from rule in simulated.Rules
        from key in log.Events.Select(entry => entry.Event.Symbol.Name).Distinct()
        from row in Of(rule, key)
        select row;

    private IEnumerable<ToldRow> Of(RuleCase rule, string key)
    {
        var answers = known.Select(answer => Numbered(answer.Of(rule, key)).ToList()).ToList();
        if (allowed == 0) return answers[^1].Select(row => Tell(row, row.Row.Moment, TellingPhase.OnTime, row.Row.EarlyAt is null ? DerivedStatus.Final : DerivedStatus.Provisional));
        var final = answers[^1].Where(row => row.Row.EarlyAt is null).Select(row => Tell(row, row.Row.Time + allowed, TellingPhase.Settled, DerivedStatus.Final));
        return Waits(rule) ? final : answers.SelectMany((rows, revisions) => Between(rows, revisions)).Concat(answers.Skip(1).SelectMany((rows, at) => Revised(answers[at], rows, at))).Concat(final);

        ToldRow Tell((ReferenceRow Row, int Ordinal) row, long moment, TellingPhase phase, DerivedStatus status) => new(rule, key, row.Row, row.Ordinal, moment, phase, status);

        // What comes to be known after a number of revisions and before the next.
        IEnumerable<ToldRow> Between(List<(ReferenceRow Row, int Ordinal)> rows, int revisions) => rows
            .Where(row => (revisions == 0 || row.Row.KnownAt >= log.Revisions[revisions - 1].Moment) && (revisions == log.Revisions.Count || row.Row.KnownAt < log.Revisions[revisions].Moment))
            .Select(row => Tell(row, row.Row.Moment, TellingPhase.OnTime, DerivedStatus.Provisional));

        // What was told and holds no more, and what holds in its place.
        IEnumerable<ToldRow> Revised(List<(ReferenceRow Row, int Ordinal)> before, List<(ReferenceRow Row, int Ordinal)> now, int revision)
        {
            var moment = log.Revisions[revision].Moment;
            var gone = before.Except(now).Where(IsOpen).Select(row => Tell(row, moment, TellingPhase.Revision, DerivedStatus.Retracted));
            var come = now.Except(before).Where(IsOpen).Select(row => Tell(row, moment, TellingPhase.Revision, DerivedStatus.Provisional));
            return gone.Concat(come).OrderBy(row => row.Row.Time).ThenBy(row => row.Ordinal);

            bool IsOpen((ReferenceRow Row, int Ordinal) row) => row.Row.EarlyAt is null && row.Row.KnownAt < moment && row.Row.KnownAt >= moment - allowed;
        }
    }

    /// <summary>What Rx keeps can't be saved and run again, so such a rule speaks when nothing can change any more, and so do those that consume it.</summary>
    private bool Waits(RuleCase rule) =>
        !saved.Contains(rule.Name) || rule.Inputs.Any(input => input >= RuleInput.FoundA && simulated.Rules.Any(other => other.Payload == input - RuleInput.FoundA && Waits(other)));

    /// <summary>Counts the rows of one time, and early ones among those that are told together.</summary>
    private static IEnumerable<(ReferenceRow Row, int Ordinal)> Numbered(IReadOnlyList<ReferenceRow> rows) =>
        rows.GroupBy(row => (row.Time, row.EarlyAt)).SelectMany(together => together.Select((row, ordinal) => (row, ordinal)));
}

/// <summary>What comes first among derived events that are told at one moment.</summary>
internal enum TellingPhase
{
    OnTime,
    Revision,
    Settled,
}

/// <summary>A derived event as it is told.</summary>
internal sealed record ToldRow(RuleCase Rule, string Key, ReferenceRow Row, int Ordinal, long Moment, TellingPhase Phase, DerivedStatus Status);
