namespace Cep.Cli;

/// <summary>The partial matches of which is told how they end.</summary>
/// <param name="Asked">Rules, or rules and keys as <c>RULE:KEY</c>.</param>
/// <param name="File">Where all of it goes; null for the first ones on the console.</param>
internal sealed record ExplainSettings(IReadOnlyList<string> Asked, string? File)
{
    public static ExplainSettings None { get; } = new([], null);

    /// <summary>What the engine is asked.</summary>
    /// <param name="isTold">Whether somebody looks at the records where there is no file, and not at their numbers alone.</param>
    /// <exception cref="UsageException">The options don't fit together.</exception>
    public IReadOnlyList<Explain> ToExplain(bool isTold)
    {
        if (File is not null && Asked.Count == 0) throw new UsageException($"--explain-to '{File}' says where to, but not what; name a rule with --explain RULE[:KEY].");
        return
        [
            .. from pair in Asked.Select(Split)
               group pair.Key by pair.Rule into rule
               let keys = rule.Contains(null) ? null : rule.OfType<string>().ToHashSet(StringComparer.Ordinal)
               select new Explain(rule.Key, keys) { RecordsMax = File is null && !isTold ? 0 : long.MaxValue },
        ];
    }

    private static (string Rule, string? Key) Split(string text)
    {
        var parts = text.Split(':', 2);
        if (parts.Any(part => part.Length == 0)) throw new UsageException($"--explain '{text}' is not RULE or RULE:KEY, as in v-shape:AAPL.");
        return (parts[0], parts.Length == 1 ? null : parts[1]);
    }
}
