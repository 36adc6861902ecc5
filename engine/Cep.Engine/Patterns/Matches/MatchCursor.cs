namespace Cep;

/// <summary>Where in the events of a key the members of a match look.</summary>
internal sealed class MatchCursor
{
    /// <summary>The newest event of the match; null when it has none.</summary>
    public Link? Tail { get; set; }
}
