using System.Text.RegularExpressions;
using Cep.Semantics.Running;
using Cep.Tidy;

namespace Cep.Semantics.Document;

/// <summary>engine/docs/semantics.md, read for its examples.</summary>
public static partial class SemanticsDocument
{
    public const string Path = "engine/docs/semantics.md";

    public static string Text { get; } = RepositoryFiles.Read(Path).ReplaceLineEndings("\n");

    public static IReadOnlyList<Example> Examples { get; } = [.. Read()];

    private static IEnumerable<Example> Read() =>
        from section in Heading().Split(Text).Skip(1)
        let lines = section.Split('\n')
        let tables = MarkdownTable.In(lines).Where(table => table.Kind is "event" or "derived" or "dead letter" or "late").ToList()
        where tables.Count > 0
        select new Example(
            lines[0].Trim(), [.. Query().Matches(section).Select(match => (match.Groups[1].Value, match.Groups[2].Value))], RangeIn(section), TimingIn(section), tables);

    private static (EventTime From, EventTime To) RangeIn(string section) => Range().Match(section) is { Success: true } range
        ? (TableFeed.TimeOf(range.Groups[1].Value), TableFeed.TimeOf(range.Groups[2].Value))
        : (EventTime.MinValue, EventTime.MaxValue);

    private static FeedTiming TimingIn(string section) => Timing().Match(section) is { Success: true } timing
        ? new FeedTiming { DisorderBound = DurationOf(timing.Groups[1].Value), AllowedLateness = DurationOf(timing.Groups[2].Value) }
        : new FeedTiming();

    private static TimeSpan DurationOf(string text) =>
        Duration.TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' in {Path} is no duration.");

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^Query `([^`]+)`: `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Query();

    [GeneratedRegex("^Range: from `([^`]+)` to `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Range();

    [GeneratedRegex("^Timing: disorder bound `([^`]+)`, allowed lateness `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Timing();
}
