namespace Cep;

/// <summary>What surrounds a sequence of parts while it is compiled.</summary>
internal sealed record Scope
{
    public static readonly Scope Top = new();

    /// <summary>How the first event of the sequence follows.</summary>
    public Contiguity First { get; init; } = Contiguity.Next;

    /// <summary>Contiguity between the times of the surrounding group; null outside groups.</summary>
    public Contiguity? Loop { get; init; }

    /// <summary>How long the first event may be waited for; none when the group has no limit of its own.</summary>
    public TimeLimit Wait { get; init; }

    /// <summary>The group may be left out or left, so one that has begun to wait for it is told apart from one that has not.</summary>
    public bool CanBeLeft { get; init; }

    /// <summary>What no event of the sequence may satisfy: the conditions that end the surrounding loops.</summary>
    public Guard Unless { get; init; } = Guard.Always;

    /// <summary>What must not come before the sequence.</summary>
    public IReadOnlyList<StagePart> ForbiddenBefore { get; init; } = [];

    /// <summary>What must not follow the sequence; null for nothing.</summary>
    public StagePart? Forbidden { get; init; }

    public bool IsExcluded { get; init; }
}
