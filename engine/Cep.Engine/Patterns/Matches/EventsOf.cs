using System.Collections;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>Events that a match took, oldest first: those of one stage, or of all stages that hold this type of event.</summary>
/// <typeparam name="T">The type of event.</typeparam>
/// <remarks>
/// In a condition it shows what the partial match took before the event in question, and only until the condition returns.
/// In a match it stays as it is. Reading from several threads is safe in a match, not in a condition.
/// </remarks>
public abstract class EventsOf<T> : MatchMember, IReadOnlyList<T>
{
    /// <summary>Where the events lie when matches are neighbouring events; null when they are linked.</summary>
    private StrictCursor<T>? strict;

    /// <summary>The same when the newest event is always the one before, which is quick to find; else null.</summary>
    private StrictCursor<T>? before;
    private int shownStage;

    private protected EventsOf()
    {
    }

    /// <summary>How many events.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var link = Newest; link is not null; link = NextOlder(link)) count++;
            return count;
        }
    }

    /// <summary>No event was taken.</summary>
    public bool IsEmpty => strict is null ? Newest is null : strict.NewestOf(shownStage) == 0;

    /// <summary>The oldest event.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T First => ValueOf(Oldest());

    /// <summary>The newest event.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Last
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (before is not null) return before.HasBefore ? before.Before : throw Empty();
            if (strict is null) return ValueOf(Newest ?? throw Empty());
            var back = strict.NewestOf(shownStage);
            if (back == 0) throw Empty();
            return strict.Value(back);
        }
    }

    /// <summary>When the oldest event happened.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public EventTime FirstTime => new(Oldest().Event.Time);

    /// <summary>When the newest event happened.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public EventTime LastTime => new((Newest ?? throw Empty()).Event.Time);

    /// <summary>The sequence numbers of the events, oldest first.</summary>
    public IReadOnlyList<long> Sequences => Array.ConvertAll(Links(), link => link.Event.Causes.Last);

    /// <inheritdoc/>
    /// <param name="index">Counted from the oldest, 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many events.</exception>
    public T this[int index]
    {
        get
        {
            var older = Count - 1 - index;
            if (index < 0 || older < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(index), $"'{Name}' has {Count} events in this match; there is no event {index}.");
            }

            var link = Newest!;
            for (; older > 0; older--) link = NextOlder(link)!;
            return ValueOf(link);
        }
    }

    /// <summary>The sum of what a function makes of each event; 0 without events. Added from the newest to the oldest.</summary>
    public double Sum(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var sum = 0.0;
        for (var link = Newest; link is not null; link = NextOlder(link)) sum += selector(ValueOf(link));
        return sum;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Array.ConvertAll(Links(), ValueOf)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override void Bind(string name, int number, MatchCursor cursor)
    {
        base.Bind(name, number, cursor);
        strict = cursor as StrictCursor<T>;
        shownStage = this is Stage<T> ? number : StrictChain.AnyStage;
        before = shownStage == StrictChain.AnyStage && strict is { HasExcluded: false } ? strict : null;
    }

    private static T ValueOf(Link link) => ((Taken<T>)link.Event).Value;

    private Link Oldest()
    {
        var oldest = Newest ?? throw Empty();
        while (NextOlder(oldest) is { } older) oldest = older;
        return oldest;
    }

    private Link[] Links()
    {
        var links = new Link[Count];
        var at = links.Length;
        for (var link = Newest; link is not null; link = NextOlder(link)) links[--at] = link;
        return links;
    }

    private InvalidOperationException Empty() => new($"'{Name}' has no events in this match; ask IsEmpty before First or Last.");
}
