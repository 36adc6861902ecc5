using System.Diagnostics.CodeAnalysis;

namespace Cep;

/// <summary>How the partial and waiting matches of a key are saved: each event and each link once, so that what they share stays shared.</summary>
internal abstract class KeyMatchesFormat
{
    public abstract void Write(StateWriter writer, KeyMatches matches);

    public abstract KeyMatches Read(StateReader reader, IReadOnlyList<AutomatonState> states);

    /// <summary>An estimate of the bytes that the matches of a key take.</summary>
    public abstract long SizeOf(KeyMatches matches);
}

/// <inheritdoc/>
[SuppressMessage("Performance", "CA1812", Justification = "Made by MatchSource.")]
internal sealed class KeyMatchesFormat<T> : KeyMatchesFormat
{
    private const int BytesOfLink = 56;
    private const int NoLink = -1;

    public override void Write(StateWriter writer, KeyMatches matches)
    {
        var (links, events) = LinksOf(matches);
        writer.Write(matches.Offered);
        writer.Write(events.Count);
        foreach (var taken in events.Keys)
        {
            writer.Write(taken.Place);
            writer.Write(taken.Time);
            writer.Write(taken.Causes);
            writer.Write(taken.IsConsumed);
            writer.Write(((Taken<T>)taken).Value);
        }

        writer.Write(links.Count);
        foreach (var link in links.Keys)
        {
            writer.Write(link.Before is { } before ? links[before] : NoLink);
            writer.Write(link.Stage);
            writer.Write(events[link.Event]);
            writer.Write(link.IsExcluded);
        }

        writer.Write(matches.Partial.Count);
        foreach (var partial in matches.Partial)
        {
            writer.Write(partial.State.Number);
            writer.Write(links[partial.Tail!]);
        }

        writer.Write(matches.Waiting.Count);
        foreach (var tail in matches.Waiting) writer.Write(links[tail]);
    }

    public override KeyMatches Read(StateReader reader, IReadOnlyList<AutomatonState> states)
    {
        var matches = new KeyMatches { Offered = reader.Read<long>() };
        var events = new Taken[reader.Read<int>()];
        for (var i = 0; i < events.Length; i++)
        {
            var (place, time, causes, isConsumed) = (reader.Read<long>(), reader.Read<long>(), reader.Read<Causes>(), reader.Read<bool>());
            events[i] = new Taken<T>(place, time, causes, reader.Read<T>()) { IsConsumed = isConsumed };
        }

        var links = new Link[reader.Read<int>()];
        for (var i = 0; i < links.Length; i++)
        {
            var (before, stage, taken) = (reader.Read<int>(), reader.Read<int>(), reader.Read<int>());
            links[i] = new Link(before == NoLink ? null : links[before], stage, events[taken], reader.Read<bool>());
        }

        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var state = states[reader.Read<int>()];
            matches.Partial.Add(new PartialMatch(state, links[reader.Read<int>()]));
        }

        for (var left = reader.Read<int>(); left > 0; left--) matches.Waiting.Add(links[reader.Read<int>()]);
        return matches;
    }

    public override long SizeOf(KeyMatches matches)
    {
        var (links, events) = LinksOf(matches);
        return links.Count * BytesOfLink + events.Keys.Sum(taken => BytesOfLink + KeyFigures.SizeOf(((Taken<T>)taken).Value));
    }

    /// <summary>All links and events that the matches reach, numbered in the order in which they come; a link after the one before it.</summary>
    private static (OrderedDictionary<Link, int> Links, OrderedDictionary<Taken, int> Events) LinksOf(KeyMatches matches)
    {
        var links = new OrderedDictionary<Link, int>(ReferenceEqualityComparer.Instance);
        var events = new OrderedDictionary<Taken, int>(ReferenceEqualityComparer.Instance);
        var chain = new Stack<Link>();
        foreach (var tail in matches.Partial.Select(partial => partial.Tail!).Concat(matches.Waiting))
        {
            for (var link = tail; link is not null && !links.ContainsKey(link); link = link.Before) chain.Push(link);
            while (chain.TryPop(out var link))
            {
                links.Add(link, links.Count);
                events.TryAdd(link.Event, events.Count);
            }
        }

        return (links, events);
    }
}
