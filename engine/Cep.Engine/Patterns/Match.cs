namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>The matches of a pattern among the events of each key, as objects of its match class.</summary>
    /// <remarks>
    /// A match has the time at which it was complete, or at which its turn came; see <c>patterns.md</c>. Its causes are its
    /// events. At the end of the input all deadlines pass; what still waits for a partial match that has none is not given.
    /// When a condition throws, the event is left out of the pattern and becomes a dead letter.
    /// </remarks>
    /// <exception cref="ArgumentException">A stage takes events of another type.</exception>
    public MatchStream<TMatch> Match<TMatch>(Pattern<TMatch> pattern)
        where TMatch : class, new() => new(pattern, [new MatchSource<T>(this)]);

    /// <summary>The matches of a pattern among the events of this stream and another one, in the order of the log.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch})"/>
    public MatchStream<TMatch> Match<TOther, TMatch>(EventStream<TOther> other, Pattern<TMatch> pattern)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(other);
        return new MatchStream<TMatch>(pattern, [new MatchSource<T>(this), new MatchSource<TOther>(other)]);
    }

    /// <summary>The matches of a pattern among the events of this stream and two others, in the order of the log.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch})"/>
    public MatchStream<TMatch> Match<TSecond, TThird, TMatch>(EventStream<TSecond> second, EventStream<TThird> third, Pattern<TMatch> pattern)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        return new MatchStream<TMatch>(pattern, [new MatchSource<T>(this), new MatchSource<TSecond>(second), new MatchSource<TThird>(third)]);
    }
}
