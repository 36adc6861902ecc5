using System.Globalization;
using System.Text.Json;

namespace Cep.Cli;

/// <summary>How partial matches ended, for people: of each rule those that came closest, that is, took the most events.</summary>
internal sealed class ExplainText
{
    /// <summary>How many are shown of each rule.</summary>
    public const int ShownMax = 20;

    private const int EventsMax = 6;
    private const int DataMax = 90;
    private readonly SortedDictionary<string, PriorityQueue<(long Number, PartialMatchEnd End), (int Taken, long Number)>> closest = new(StringComparer.Ordinal);
    private long count;

    /// <summary>Takes one. Of those that took as many events the earlier ones are kept.</summary>
    public void Add(PartialMatchEnd end)
    {
        if (!closest.TryGetValue(end.Rule, out var kept)) closest.Add(end.Rule, kept = new());
        kept.Enqueue((count, end), (end.Taken, -count));
        count++;
        if (kept.Count > ShownMax) kept.Dequeue();
    }

    /// <summary>Shows what was gathered, in the order of time.</summary>
    public void Show(TextWriter to, RunSummary summary, ExplainSettings asked)
    {
        foreach (var (rule, kept) in closest)
        {
            foreach (var (_, end) in kept.UnorderedItems.Select(item => item.Element).OrderBy(item => item.Number))
            {
                foreach (var line in LinesOf(end)) to.WriteLine(line);
            }

            var left = summary.PartialMatchEnds[rule].ByFate.Values.Sum() - kept.Count;
            if (left > 0) to.WriteLine($"… these took the most events of all partial matches of {rule}; {Figures.Number(left)} more: --explain-to FILE.jsonl writes all, --explain {rule}:KEY tells of one key.");
        }

        foreach (var text in asked.Asked.Where(text => !closest.ContainsKey(text.Split(':')[0])))
        {
            to.WriteLine($"{text}: no partial match ended. Either no event satisfied the first condition of the pattern, or there is no such key.");
        }
    }

    /// <summary>What became of a partial match in a few words.</summary>
    internal static string FateOf(PartialMatchFate fate) => fate switch
    {
        PartialMatchFate.Matched => "matched",
        PartialMatchFate.ConditionFailed => "condition failed",
        PartialMatchFate.Forbidden => "forbidden event",
        PartialMatchFate.TimedOut => "timed out",
        PartialMatchFate.Skipped => "skipped",
        PartialMatchFate.Consumed => "events consumed",
        PartialMatchFate.Dropped => "dropped at the limit",
        PartialMatchFate.Outdone => "outdone by a preferred way",
        PartialMatchFate.Forgotten => "forgotten with its quiet key",
        _ => "end of input",
    };

    /// <summary>One record: what happened, what was taken until then, and what ended it.</summary>
    internal static IEnumerable<string> LinesOf(PartialMatchEnd end)
    {
        var awaited = end.Awaited.Count == 0 ? "" : $", waiting for {string.Join(" or ", end.Awaited)}";
        yield return $"{end.Time} {end.Rule} {end.Key}: {FateOf(end.Fate)}{awaited}";
        var events = end.Events;
        yield return LineOf(events[0], events[0].Stage);
        var left = end.Taken - EventsMax;
        if (left > 0) yield return $"    … {Figures.Number(left)} more";
        foreach (var taken in events.Skip(Math.Max(1, events.Count - EventsMax + 1))) yield return LineOf(taken, taken.Stage);
        if (end.EndedBy is { } by) yield return LineOf(by, "ended by");
        if (end.EndedByMatch is { } match) yield return string.Create(CultureInfo.InvariantCulture, $"    ended by the match of {match.Count} events, #{match.First} to #{match.Last}");
    }

    private static string LineOf(TakenEvent taken, string label)
    {
        var data = DataOf(taken);
        var time = taken.Time.ToUtc().ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"    {label,-10} #{taken.Sequence} {time} {(data.Length <= DataMax ? data : data[..DataMax] + "…")}");
    }

    /// <summary>The fields of an event, without time and symbol, which stand beside them, and without those that say nothing.</summary>
    private static string DataOf(TakenEvent taken)
    {
        using var json = JsonDocument.Parse(PartialMatchEndJson.DataOf(taken));
        return json.RootElement.ValueKind != JsonValueKind.Object
            ? json.RootElement.ToString()
            : string.Join(" ", json.RootElement.EnumerateObject()
                .Where(field => field.Name is not ("time" or "symbol") && SaysSomething(field.Value))
                .Select(field => $"{field.Name}={(field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText())}"));
    }

    /// <summary>A character that was not given is a zero.</summary>
    private static bool SaysSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.String => value.GetString() is not ("none" or "\0") && !string.IsNullOrWhiteSpace(value.GetString()),
        _ => true,
    };
}
