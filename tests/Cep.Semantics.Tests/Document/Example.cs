namespace Cep.Semantics.Document;

/// <summary>A section of semantics.md that has a stream in it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Queries">The rules it names, each with the text of its query.</param>
/// <param name="Range">The times between which the run processes events.</param>
/// <param name="Timing">The order that is expected of the feeds.</param>
/// <param name="Tables">The stream and what comes of it.</param>
public sealed record Example(
    string Title, IReadOnlyList<(string Rule, string Text)> Queries, (EventTime From, EventTime To) Range, FeedTiming Timing, IReadOnlyList<MarkdownTable> Tables)
{
    /// <summary>The stream.</summary>
    public MarkdownTable Events => Tables.Single(table => table.Kind == "event");

    /// <summary>A table of results; null when the section states none of the kind.</summary>
    public MarkdownTable? Results(string kind) => Tables.SingleOrDefault(table => table.Kind == kind);

    /// <summary>Names a test.</summary>
    public override string ToString() => Title;
}
