namespace Cep;

/// <summary>A member of a match that shows events of it; see <see cref="Stage{T}"/> and <see cref="AllStages{T}"/>.</summary>
public abstract class MatchMember
{
    private protected MatchMember()
    {
    }

    /// <summary>The name of the member in the class of the match.</summary>
    internal string Name { get; private set; } = "a stage outside a match";

    /// <summary>The number of the member among those of its match, in the order of declaration.</summary>
    internal int Number { get; private set; } = -1;

    internal abstract Type EventType { get; }

    /// <summary>The newest event shown; null when there is none.</summary>
    internal Link? Newest => Find(Tail);

    /// <summary>The newest event of the match, whatever its stage; null when there is none.</summary>
    internal Link? Tail => Cursor?.Tail;

    private MatchCursor? Cursor { get; set; }

    /// <summary>Whether the events of a link are among those shown.</summary>
    internal abstract bool Shows(Link link);

    internal virtual void Bind(string name, int number, MatchCursor cursor)
    {
        Name = name;
        Number = number;
        Cursor = cursor;
    }

    private protected Link? NextOlder(Link link) => Find(link.Before);

    private Link? Find(Link? link)
    {
        while (link is not null && !Shows(link)) link = link.Before;
        return link;
    }
}
