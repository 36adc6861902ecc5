namespace Cep;

/// <summary>Where in the events of a key the members of a match look.</summary>
internal class MatchCursor
{
    /// <summary>The newest event of the match; null when it has none.</summary>
    public virtual Link? Tail { get; set; }
}
