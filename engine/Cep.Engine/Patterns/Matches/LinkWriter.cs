namespace Cep;

/// <summary>
/// Saves what the partial matches of a key took: each event and each link once, where it is met first, and later by its
/// number. So what partial matches share takes no more room saved than it does in memory.
/// </summary>
/// <param name="values">Where to; whoever has more to save than events and links writes it there, too.</param>
/// <param name="formats">How events are saved, by their type.</param>
internal sealed class LinkWriter(StateWriter values, IReadOnlyList<TakenFormat> formats)
{
    public const int None = -1;

    private readonly Dictionary<Link, int> links = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Taken, int> events = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Link> chain = new();

    public StateWriter Values => values;

    /// <summary>Writes a chain of links: how many of them are new, after which known one they come, and then these, oldest first.</summary>
    public void Write(Link? tail)
    {
        for (; tail is not null && !links.ContainsKey(tail); tail = tail.Before) chain.Push(tail);
        values.Write(chain.Count);
        values.Write(tail is null ? None : links[tail]);
        while (chain.TryPop(out var link))
        {
            links.Add(link, links.Count);
            values.Write(link.Stage);
            values.Write(link.IsExcluded);
            Write(link.Event);
        }
    }

    /// <summary>Writes an event: its number, and when that is a new one all of it.</summary>
    public void Write(Taken taken)
    {
        var isKnown = events.TryGetValue(taken, out var number);
        if (!isKnown) events.Add(taken, number = events.Count);
        values.Write(number);
        if (isKnown) return;
        var format = 0;
        while (!formats[format].IsOf(taken)) format++;
        values.Write(format);
        formats[format].Write(values, taken);
    }
}
