namespace Cep;

/// <summary>The streams of a pattern.</summary>
/// <param name="sources">Those whose events it is offered.</param>
/// <param name="statuses">What stops and resumes the trading time of the keys; null where it goes by the calendar, or does not matter.</param>
internal sealed class MatchInputs(IReadOnlyList<MatchSource> sources, EventStream<MarketStatus>? statuses)
{
    public IReadOnlyList<MatchSource> Sources => sources;

    public EventStream<MarketStatus>? Statuses => statuses;

    /// <summary>There is a single stream, whose rows need not wait for those of another.</summary>
    public bool AreOne => sources.Count == 1 && statuses is null;
}
