namespace Cep;

/// <summary>
/// An event that a partial match took, and the links before it. Links never change, so partial matches that begin alike
/// share what they have in common; what no partial match reaches any more is collected.
/// </summary>
internal sealed class Link(Link? before, int stage, Taken taken, bool isExcluded)
{
    public Link? Before { get; } = before;

    /// <summary>The number of the stage that took it.</summary>
    public int Stage { get; } = stage;

    public Taken Event { get; } = taken;

    /// <summary>Taken in a part that is excluded from the result.</summary>
    public bool IsExcluded { get; } = isExcluded;

    /// <summary>The first event of the chain.</summary>
    public Taken FirstEvent { get; } = before?.FirstEvent ?? taken;
}
