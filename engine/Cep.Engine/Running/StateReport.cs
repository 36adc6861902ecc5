namespace Cep;

/// <summary>What all rules keep at a moment.</summary>
/// <param name="Time">Event time reached.</param>
/// <param name="Rules">By the rule's name, in ordinal order.</param>
public sealed record StateReport(EventTime Time, IReadOnlyDictionary<string, StateFigures> Rules);
