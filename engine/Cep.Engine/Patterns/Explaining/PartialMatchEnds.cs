namespace Cep;

/// <summary>How the partial matches of an explained rule ended.</summary>
/// <param name="Told">How many were told one by one; the others met <see cref="Explain.RecordsMax"/>.</param>
/// <param name="ByFate">How many there were, by what became of them, told or not; a fate without any is left out.</param>
public sealed record PartialMatchEnds(long Told, IReadOnlyDictionary<PartialMatchFate, long> ByFate);
