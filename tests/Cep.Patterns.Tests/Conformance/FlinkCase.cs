using Cep.Simulation.Patterns;

namespace Cep.Patterns.Conformance;

/// <summary>A flink-cep case: compares matches as a multiset of multisets of labels.</summary>
internal sealed class FlinkCase(string id) : ConformanceCase(id)
{
    public required IReadOnlyList<Fact> Events { get; init; }

    public required Pattern<FactMatch> Pattern { get; init; }

    public required IReadOnlyList<IReadOnlyList<string>> Expected { get; init; }

    public required IReadOnlyList<IReadOnlyList<string>>? ExpectedByIdentity { get; init; }

    public required IReadOnlyList<(IReadOnlyList<string> Labels, EventTime Time)>? ExpectedTimeouts { get; init; }

    public required bool IsByValue { get; init; }

    protected override Outcome Compare()
    {
        if (CompareReference() is { } outcome) return outcome;
        foreach (var batchSize in (int[])[1, 1024])
        {
            var options = new EngineOptions { ReadAhead = false, BatchSize = batchSize };
            var matches = Run(facts => facts.Match(Pattern).Select(m => new Found(LabelsOf(m))), options);
            if (Differ("matches", Texts(Expected, CommonLabel), Texts(matches.Select(x => x.Labels), CommonLabel)) is { } wrong) return wrong;
            if (ExpectedByIdentity is { } exact && Differ("matches by identity", Texts(exact, label => label), Texts(matches.Select(x => x.Labels), label => label)) is { } other) return other;
            if (ExpectedTimeouts is not { } timeouts) continue;
            var timedOut = Run(facts => facts.Match(Pattern).TimedOut(t => new Found(LabelsOf(t.Match))), options);
            var expected = timeouts.Select(x => $"{Text(x.Labels, CommonLabel)} at {x.Time}").Order(StringComparer.Ordinal);
            if (Differ("timeouts", expected, timedOut.Select(x => $"{Text(x.Labels, CommonLabel)} at {x.Time}").Order(StringComparer.Ordinal)) is { } late) return late;
        }

        return Outcome.Passed;
    }

    private Outcome? CompareReference()
    {
        var reference = ReferenceMatches.Of(Pattern, [.. Events.Select(fact => (fact.Time.Nanos, fact))], hasEnd: false);
        var matches = reference.Matches.Select(found => (IReadOnlyList<string>)[.. found.Events.Select(taken => Events[taken.Event].Label)]);
        return Differ("reference matches", Texts(Expected, CommonLabel), Texts(matches, CommonLabel));
    }

    /// <summary>What comes after the last event comes of the end of the input, which the cases do not have.</summary>
    private IReadOnlyList<(IReadOnlyList<string> Labels, EventTime Time)> Run(Func<EventStream<Fact>, EventStream<Found>> query, EngineOptions options) =>
    [
        .. from row in PatternRun.Of(Events, query, options)
           where row.Time <= Events[^1].Time
           select (row.Value.Labels, row.Time),
    ];

    private static IReadOnlyList<string> LabelsOf(FactMatch match) => [.. match.All.Select(fact => fact.Label)];

    private string CommonLabel(string label)
    {
        if (!IsByValue) return label;
        var value = Events.First(fact => fact.Label == label).Value;
        return Events.First(fact => fact.Value == value).Label;
    }

    private static IEnumerable<string> Texts(IEnumerable<IReadOnlyList<string>> matches, Func<string, string> rename) =>
        matches.Select(match => Text(match, rename)).Order(StringComparer.Ordinal);

    private static string Text(IReadOnlyList<string> match, Func<string, string> rename) =>
        string.Join(' ', match.Select(rename).Order(StringComparer.Ordinal));

    private static Outcome? Differ(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (wanted, got) = (string.Join(" | ", expected), string.Join(" | ", found));
        return wanted == got ? null : Outcome.Failed($"expected {what} {wanted}; found {got}");
    }

    private readonly record struct Found(IReadOnlyList<string> Labels);
}
