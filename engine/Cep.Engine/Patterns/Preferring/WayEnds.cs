namespace Cep;

/// <summary>
/// Finds out how the partial matches of a search end. Ways that took the same events are one partial match, which ends
/// when none of them goes on.
/// </summary>
internal sealed class WayEnds
{
    private readonly List<Way> ways = [];
    private readonly Dictionary<Link, Fate> fates = [];

    private enum Fate
    {
        Failed,
        Outdone,
        GoesOn,
    }

    /// <summary>The match that was found last and is not given, because of another one that is preferred to it.</summary>
    public Link? Replaced { get; set; }

    /// <summary>Begins anew with the ways before an event.</summary>
    public void Begin()
    {
        ways.Clear();
        fates.Clear();
        Replaced = null;
    }

    /// <summary>A way leads on, or to the match.</summary>
    public void GoesOn(Way way) => Note(way, Fate.GoesOn);

    /// <summary>A way leads nowhere.</summary>
    public void Failed(Way way) => Note(way, Fate.Failed);

    /// <summary>A way is given up in favour of another one.</summary>
    public void Outdone(Way way) => Note(way, Fate.Outdone);

    /// <summary>Tells the partial matches that have ended.</summary>
    /// <param name="failed">Why those have ended that led nowhere.</param>
    /// <param name="taken">The event that was offered; null for none.</param>
    /// <param name="match">The match that was found; null for none.</param>
    /// <param name="tell">Takes them.</param>
    public void Tell(EndCause failed, Taken? taken, Link? match, Action<PartialEnd> tell)
    {
        foreach (var way in ways)
        {
            if (!fates.Remove(way.Tail!, out var fate) || fate == Fate.GoesOn) continue;
            tell(new PartialEnd(way.Tail!, StateOf(way), fate == Fate.Failed ? failed : EndCause.Outdone) { Event = taken, Match = fate == Fate.Outdone ? match : null });
        }

        if (Replaced is not null) tell(new PartialEnd(Replaced, null, EndCause.Outdone) { Event = taken, Match = match });
    }

    /// <summary>Tells the partial matches that have none of their ways left.</summary>
    /// <param name="gone">The ways that were given up.</param>
    /// <param name="left">Those that remain.</param>
    /// <param name="cause">Why.</param>
    /// <param name="taken">The event at which; null for none.</param>
    /// <param name="tell">Takes them.</param>
    public void Tell(IReadOnlyList<Way> gone, IReadOnlyList<Way> left, EndCause cause, Taken? taken, Action<PartialEnd> tell)
    {
        Begin();
        foreach (var way in left) GoesOn(way);
        foreach (var way in gone) Failed(way);
        Tell(cause, taken, null, tell);
    }

    private static AutomatonState? StateOf(Way way) => (way.Node as TakeNode)?.State;

    private void Note(Way way, Fate fate)
    {
        if (way.Tail is null) return;
        ways.Add(way);
        fates[way.Tail] = (Fate)Math.Max((int)fate, (int)fates.GetValueOrDefault(way.Tail));
    }
}
