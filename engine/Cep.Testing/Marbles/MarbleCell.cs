namespace Cep.Testing;

/// <summary>What was expected and what was found for one key at one time, payload by payload.</summary>
/// <param name="Key">The key.</param>
/// <param name="Time">The event time.</param>
/// <param name="Pairs">Expected and actual payloads in their order; null where one side has none.</param>
internal sealed record MarbleCell(string Key, EventTime Time, IReadOnlyList<MarblePair> Pairs)
{
    public bool IsEqual => Pairs.All(pair => pair.IsEqual);
}

/// <summary>An expected payload and the actual one in its place, as texts.</summary>
/// <param name="Expected">Null when nothing was expected here.</param>
/// <param name="Actual">Null when nothing came.</param>
/// <param name="IsEqual">The actual payload is the expected one.</param>
internal readonly record struct MarblePair(string? Expected, string? Actual, bool IsEqual)
{
    /// <summary>Stands for an expectation that is a condition and did not hold.</summary>
    public const string Condition = "a payload for which the condition holds";
}
