namespace Cep.Patterns.Agreement;

/// <summary>A view of partial matches as one line, with times in the units of random streams, 100 ns.</summary>
internal static class PartialMatchesText
{
    private const int Unit = 100;

    public static string Of(PartialMatches view) =>
        $"{view.Alive} in {view.Keys} [{Stages(view.ByStage)}] since {view.Oldest?.Nanos / Unit}, limit {view.LimitStruck}: "
        + string.Join("; ", view.OldestKeys.Select(key => $"{key.Key} {key.Alive} [{Stages(key.ByStage)}] since {key.Since.Nanos / Unit}"));

    private static string Stages(IReadOnlyDictionary<string, long> byStage) => string.Join(' ', byStage.Select(entry => $"{entry.Key} {entry.Value}"));
}
