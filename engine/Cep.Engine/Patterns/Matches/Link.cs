namespace Cep;

/// <summary>
/// An event that a partial match took, and the links before it. Links never change, so partial matches that begin alike
/// share what they have in common; what no partial match reaches any more is collected.
/// </summary>
internal sealed class Link(Link? before, int stage, Taken taken, bool isExcluded) : IComparable<Link>
{
    public Link? Before { get; } = before;

    /// <summary>The number of the stage that took it.</summary>
    public int Stage { get; } = stage;

    public Taken Event { get; } = taken;

    /// <summary>Taken in a part that is excluded from the result.</summary>
    public bool IsExcluded { get; } = isExcluded;

    /// <summary>The first event of the chain.</summary>
    public Taken FirstEvent { get; } = before?.FirstEvent ?? taken;

    /// <summary>How many events the chain has.</summary>
    public int Length { get; } = before is null ? 1 : before.Length + 1;

    /// <summary>The order of matches that complete together: by place, stage and whether it is excluded of the first event in which they differ.</summary>
    public int CompareTo(Link? other) => other is null ? 1 : Compare(other, Length.CompareTo(other.Length));

    /// <summary>
    /// The order of the matches that two partial matches become with the same events after them. One that is the beginning of
    /// the other is behind it, since what it takes next comes later.
    /// </summary>
    public int CompareExtended(Link other) => Compare(other, other.Length.CompareTo(Length));

    private int Compare(Link other, int order)
    {
        var (one, two) = (this, other);
        while (one.Length > two.Length) one = one.Before!;
        while (two.Length > one.Length) two = two.Before!;
        for (; one is not null && !ReferenceEquals(one, two); one = one.Before, two = two!.Before)
        {
            var here = (one.Event.Place, one.Stage, one.IsExcluded).CompareTo((two!.Event.Place, two.Stage, two.IsExcluded));
            if (here != 0) order = here;
        }

        return order;
    }

    /// <summary>The inputs of a match: its events without those that are excluded.</summary>
    public static Causes CausesOf(Link? tail)
    {
        while (tail is { IsExcluded: true }) tail = tail.Before;
        if (tail is null) return default;
        var causes = tail.Event.Causes;
        for (var link = tail.Before; link is not null; link = link.Before)
        {
            if (!link.IsExcluded) causes = causes.And(link.Event.Causes);
        }

        return causes;
    }
}
