namespace Cep;

/// <summary>Gives back what a <see cref="LinkWriter"/> took, in the same order and shared as it was.</summary>
/// <param name="values">Where from.</param>
/// <param name="formats">How events were saved.</param>
internal sealed class LinkReader(StateReader values, IReadOnlyList<TakenFormat> formats)
{
    private readonly List<Link> links = [];
    private readonly List<Taken> events = [];

    public StateReader Values => values;

    public Link? ReadLink()
    {
        var (added, before) = (values.Read<int>(), values.Read<int>());
        var tail = before == LinkWriter.None ? null : links[before];
        for (; added > 0; added--)
        {
            var (stage, isExcluded) = (values.Read<int>(), values.Read<bool>());
            links.Add(tail = new Link(tail, stage, ReadEvent(), isExcluded));
        }

        return tail;
    }

    public Taken ReadEvent()
    {
        var number = values.Read<int>();
        if (number == events.Count) events.Add(formats[values.Read<int>()].Read(values));
        return events[number];
    }
}
