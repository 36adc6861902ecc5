using Spectre.Console;

namespace Cep.Cli;

/// <summary>The summary of a replay for people.</summary>
internal static class SummaryText
{
    private const int MaxTop = 3;

    public static void Write(ReplayResult result, IAnsiConsole console)
    {
        var summary = result.Summary;
        if (summary.Interrupted) console.MarkupLine("[yellow]Interrupted:[/] what was complete by then is in the outputs; windows that were open are not.");
        if (summary.Stopped) console.MarkupLine("Stopped at the time that was given; windows that were open are not in the outputs.");
        if (summary is { Interrupted: true, HeldBy: { } feed }) console.Write(new Text($"time waited for {feed}\n"));
        var table = new Table().Border(TableBorder.Rounded).AddColumns("rule", "derived events", "most in");
        table.Columns[1].RightAligned();
        foreach (var (rule, count) in result.DerivedEvents.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var top = string.Join("  ", result.Counts.TopOf(rule, MaxTop).Select(entry => $"{entry.Key} {Figures.Number(entry.Count)}"));
            table.AddRow(Markup.Escape(rule), Figures.Number(count), Markup.Escape(top));
        }

        console.Write(table);
        foreach (var line in LinesOf(result)) console.Write(new Text(line + "\n"));
    }

    private static IEnumerable<string> LinesOf(ReplayResult result)
    {
        var summary = result.Summary;
        var span = summary is { FirstTime: { } first, LastTime: { } last } ? $" from {Figures.Minute(first)} to {Figures.Minute(last)} UTC" : "";
        yield return $"{Figures.Number(summary.Events)} events{span} in {Figures.Seconds(result.Elapsed)} ({Figures.Number((long)result.EventsPerSecond)} a second)";
        var letters = summary.DeadLetters.Count == 0 ? "none" : string.Join(", ", summary.DeadLetters.Select(entry => $"{Figures.Number(entry.Value)} {NameOf(entry.Key)}"));
        yield return $"dead letters: {letters} · late: {Figures.Number(summary.LateEvents)} · skipped rows: {Figures.Number(summary.SkippedRows)}"
            + (summary.OutOfRange == 0 ? "" : $" · before --from: {Figures.Number(summary.OutOfRange)}");
        if (result.Settings.Timing.AllowedLateness > TimeSpan.Zero)
        {
            yield return $"late within the allowed lateness: {Figures.Number(summary.RevisingEvents)} · provisional: {Figures.Number(summary.Provisional)} · retracted: {Figures.Number(summary.Retracted)}";
        }

        if (result.Settings.LateEvents is { } late) yield return $"late events: {late}";
        if (StateOf(result) is { } state) yield return state;
        foreach (var line in PartialMatchesOf(result)) yield return line;
        foreach (var (rule, ends) in summary.PartialMatchEnds)
        {
            yield return $"explained {rule}: {string.Join(" · ", ends.ByFate.Select(fate => $"{ExplainText.FateOf(fate.Key)}: {Figures.Number(fate.Value)}"))}";
        }

        if (result.Settings.Explain.File is { } explained) yield return $"explanations: {explained}";
        if (summary.DeadLetters.Count > 0 && result.Settings.DeadLetters is null) yield return "(--dead-letters FILE.jsonl writes them with their reasons)";
        if (result.Settings.Out is { } output && !result.Settings.IsOutToTerminal) yield return $"output: {output}";
        yield return $"output SHA-256: {result.OutputSha256}";
        if (result.Settings.Report is { } report) yield return $"report: {Path.GetFullPath(report)}";
    }

    /// <summary>What all rules kept together when the input had come to its end.</summary>
    private static string? StateOf(ReplayResult result)
    {
        var rules = result.Summary.State.Where(entry => result.DerivedEvents.ContainsKey(entry.Key)).Select(entry => entry.Value).ToList();
        if (rules.Count == 0) return null;
        var all = rules.Aggregate(static (left, right) => left.And(right));
        var oldest = all.Oldest is { } time ? $" · oldest: {Figures.Minute(time)} UTC" : "";
        return $"state at the end: {Figures.Number(rules.Max(rule => rule.Keys))} keys, about {Figures.Number((all.Bytes + 1023) / 1024)} KiB"
            + $" · open windows: {Figures.Number(all.OpenWindows)} · pending timers: {Figures.Number(all.PendingTimers)}{oldest}";
    }

    /// <summary>The partial matches that each rule had then; a rule that has none and never met its limit is left out.</summary>
    private static IEnumerable<string> PartialMatchesOf(ReplayResult result)
    {
        foreach (var (rule, partial) in result.Summary.PartialMatches)
        {
            if (!result.DerivedEvents.ContainsKey(rule) || partial is { Alive: 0, LimitStruck: 0 }) continue;
            var stages = string.Concat(partial.ByStage.Select(stage => $" · {stage.Key}: {Figures.Number(stage.Value)}"));
            var oldest = partial.Oldest is { } time ? $" · oldest: {Figures.Minute(time)} UTC" : "";
            var struck = partial.LimitStruck == 0 ? "" : $" · events that met the limit: {Figures.Number(partial.LimitStruck)}";
            yield return $"partial matches of {rule}: {Figures.Number(partial.Alive)} in {Figures.Number(partial.Keys)} keys{stages}{oldest}{struck}";
        }
    }

    private static string NameOf(DeadLetterReason reason) => reason switch
    {
        DeadLetterReason.Malformed => "malformed",
        DeadLetterReason.RuleFault => "rule faults",
        DeadLetterReason.SinkFailure => "sink failures",
        _ => reason.ToString(),
    };
}
