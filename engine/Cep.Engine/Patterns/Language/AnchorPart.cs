namespace Cep;

/// <summary>Takes no event: a match goes on here only before the first event of its key, or only after the last.</summary>
internal sealed record AnchorPart(Contiguity Contiguity, bool IsStart) : PatternPart(Contiguity);
