namespace Cep;

/// <summary>What happens to the partial matches of a key when there are more than the pattern allows. The events at which it happens are counted.</summary>
public enum PartialMatchLimit
{
    /// <summary>The event that would make one too many is left out and becomes a dead letter; the partial matches stay as they are.</summary>
    Fault,

    /// <summary>
    /// The partial matches that began first are dropped. Of a preferred pattern the ways of a search all begin with the same
    /// event; the least preferred ones are dropped.
    /// </summary>
    DropOldest,
}
