using System.Text.Json;

namespace Cep.Patterns.Conformance;

/// <summary>Reads a flink-cep case and writes its pattern in the language.</summary>
internal sealed class FlinkReader
{
    private readonly Dictionary<string, int> stages = [];

    public static FlinkCase Read(JsonElement fact)
    {
        var reader = new FlinkReader();
        var sequence = reader.Sequence(fact.GetProperty("pattern"), Pattern.Of<FactMatch>());
        if (fact.GetProperty("within") is { ValueKind: JsonValueKind.Object } within) sequence = sequence.Within(Millis(within.GetProperty("ms")));
        return new FlinkCase(fact.GetProperty("id").GetString()!)
        {
            Events = EventsOf(fact.GetProperty("events")),
            Pattern = reader.Skip(sequence.AllowUnbounded(), fact.GetProperty("skip").GetString()!),
            Expected = MatchesOf(fact.GetProperty("expected")),
            ExpectedByIdentity = fact.TryGetProperty("expectedByIdentity", out var exact) ? MatchesOf(exact) : null,
            ExpectedTimeouts = fact.TryGetProperty("expectedTimeouts", out var timeouts) ? TimeoutsOf(timeouts) : null,
            IsByValue = fact.GetProperty("compareBy").GetString() == "value",
        };
    }

    private PatternSequence<FactMatch> Sequence(JsonElement parts, PatternStart<FactMatch> start)
    {
        PatternSequence<FactMatch>? sequence = null;
        foreach (var part in parts.EnumerateArray()) sequence = Quantify(part, Add(part, start, sequence));
        return sequence!;
    }

    private PatternSequence<FactMatch> Add(JsonElement part, PatternStart<FactMatch> start, PatternSequence<FactMatch>? before)
    {
        var contiguity = part.GetProperty("contiguity").GetString();
        if (part.TryGetProperty("group", out var group))
        {
            PatternSequence<FactMatch> Inner(PatternStart<FactMatch> inner) => Sequence(group, inner);
            return contiguity switch
            {
                "begin" => start.Begin(Inner),
                "next" => before!.Next(Inner),
                "followedBy" => before!.FollowedBy(Inner),
                _ => before!.FollowedByAny(Inner),
            };
        }

        var stage = StageOf(part.GetProperty("stage").GetString()!);
        var condition = FactCondition.Parse(part.GetProperty("cond").GetString()!, StageOf);
        return contiguity switch
        {
            "begin" => start.Begin(stage, condition),
            "next" => before!.Next(stage, condition),
            "followedBy" => before!.FollowedBy(stage, condition),
            "followedByAny" => before!.FollowedByAny(stage, condition),
            "notNext" => before!.NotNext(stage, condition),
            _ => before!.NotFollowedBy(stage, condition),
        };
    }

    private PatternSequence<FactMatch> Quantify(JsonElement part, PatternSequence<FactMatch> sequence)
    {
        if (part.TryGetProperty("within", out var within)) sequence = sequence.WithinPrevious(Millis(within.GetProperty("ms")));
        var quantifier = part.GetProperty("quantifier");
        var (min, max) = (quantifier.GetProperty("min").GetInt32(), quantifier.GetProperty("max"));
        var isOnce = min == 1 && max is { ValueKind: JsonValueKind.Number } && max.GetInt32() == 1;
        if (!isOnce) sequence = max.ValueKind == JsonValueKind.Null ? sequence.TimesOrMore(min) : sequence.Times(min, max.GetInt32());
        if (quantifier.GetProperty("optional").GetBoolean()) sequence = sequence.Optional();
        if (quantifier.GetProperty("greedy").GetBoolean()) sequence = sequence.Greedy();
        if (!isOnce && quantifier.TryGetProperty("windowMs", out var window) && window.ValueKind == JsonValueKind.Number) sequence = sequence.WithinPrevious(Millis(window));
        sequence = quantifier.GetProperty("combinations").GetString() switch
        {
            "strict" => sequence.Consecutive(),
            "any" => sequence.AllowCombinations(),
            _ => sequence,
        };
        return part.TryGetProperty("until", out var until) && until.ValueKind == JsonValueKind.String
            ? sequence.Until(FactCondition.Parse(until.GetString()!, StageOf))
            : sequence;
    }

    private Pattern<FactMatch> Skip(PatternSequence<FactMatch> sequence, string skip) => skip.Split('(', ')') switch
    {
        ["noSkip"] => sequence.NoSkip(EventUse.Shared),
        ["skipToNext"] => sequence.SkipToNext(EventUse.Shared),
        ["skipPastLast"] => sequence.SkipPastLast(),
        ["skipToFirst", var stage, ""] => sequence.SkipToFirst(StageOf(stage), EventUse.Shared),
        ["skipToLast", var stage, ""] => sequence.SkipToLast(StageOf(stage), EventUse.Shared),
        _ => throw new FormatException($"'{skip}' is no skip strategy."),
    };

    private Func<FactMatch, Stage<Fact>> StageOf(string name)
    {
        if (!stages.TryGetValue(name, out var number)) stages.Add(name, number = stages.Count);
        return FactMatch.Stages[number];
    }

    private static List<Fact> EventsOf(JsonElement events)
    {
        var facts = new List<Fact>();
        var reached = 0L;
        foreach (var item in events.EnumerateArray())
        {
            // Input order is the order of the cases; where a time falls, the engine's log would be out of order.
            if (item.GetProperty("ts") is { ValueKind: JsonValueKind.Number } time) reached = Math.Max(reached, time.GetInt64());
            facts.Add(new Fact(
                new EventTime(reached * 1_000_000),
                item.GetProperty("n").GetString()!,
                item.GetProperty("name").GetString()!,
                item.GetProperty("id").GetDouble(),
                item.GetProperty("price").GetDouble(),
                item.TryGetProperty("volume", out var volume) ? volume.GetDouble() : null));
        }

        return facts;
    }

    private static IReadOnlyList<IReadOnlyList<string>> MatchesOf(JsonElement matches) =>
        [.. matches.EnumerateArray().Select(match => match.EnumerateArray().Select(label => label.GetString()!).ToList())];

    private static IReadOnlyList<(IReadOnlyList<string>, EventTime)> TimeoutsOf(JsonElement timeouts) =>
    [
        .. from timeout in timeouts.EnumerateArray()
           let labels = timeout.GetProperty("events").EnumerateArray().Select(label => label.GetString()!).ToList()
           select ((IReadOnlyList<string>)labels, new EventTime(timeout.GetProperty("ts").GetInt64() * 1_000_000)),
    ];

    private static TimeSpan Millis(JsonElement millis) => TimeSpan.FromMilliseconds(millis.GetDouble());
}
