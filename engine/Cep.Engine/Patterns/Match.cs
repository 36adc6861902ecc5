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
        where TMatch : class, new() => Match(pattern, null, new MatchSource<T>(this));

    /// <summary>The matches of a pattern with limits in trading time, which stands still while a key is halted.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="statuses">
    /// What stops and resumes the key's trading, as for <c>WithTradingTime</c>. A status outside the calendar becomes a dead letter.
    /// </param>
    /// <remarks>
    /// As without statuses. A halt puts the deadlines of the key's partial matches off, but for one that is due when it begins.
    /// When the input ends, deadlines pass supposing that nothing halts the key until then; those of a key that is halted at
    /// the end do not, because its time stands still.
    /// </remarks>
    /// <exception cref="ArgumentException">A stage takes events of another type, or the pattern has no limit in trading time.</exception>
    public MatchStream<TMatch> Match<TMatch>(Pattern<TMatch> pattern, EventStream<MarketStatus> statuses)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(statuses);
        return Match(pattern, statuses, new MatchSource<T>(this));
    }

    /// <summary>The matches of a pattern among the events of this stream and another one, in the order of the log.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch})"/>
    public MatchStream<TMatch> Match<TOther, TMatch>(EventStream<TOther> other, Pattern<TMatch> pattern)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(other);
        return Match(pattern, null, new MatchSource<T>(this), new MatchSource<TOther>(other));
    }

    /// <summary>The matches of a pattern with limits in trading time among the events of this stream and another one.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch}, EventStream{MarketStatus})"/>
    public MatchStream<TMatch> Match<TOther, TMatch>(EventStream<TOther> other, Pattern<TMatch> pattern, EventStream<MarketStatus> statuses)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(statuses);
        return Match(pattern, statuses, new MatchSource<T>(this), new MatchSource<TOther>(other));
    }

    /// <summary>The matches of a pattern among the events of this stream and two others, in the order of the log.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch})"/>
    public MatchStream<TMatch> Match<TSecond, TThird, TMatch>(EventStream<TSecond> second, EventStream<TThird> third, Pattern<TMatch> pattern)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        return Match(pattern, null, new MatchSource<T>(this), new MatchSource<TSecond>(second), new MatchSource<TThird>(third));
    }

    /// <summary>The matches of a pattern with limits in trading time among the events of this stream and two others.</summary>
    /// <inheritdoc cref="Match{TMatch}(Pattern{TMatch}, EventStream{MarketStatus})"/>
    public MatchStream<TMatch> Match<TSecond, TThird, TMatch>(
        EventStream<TSecond> second, EventStream<TThird> third, Pattern<TMatch> pattern, EventStream<MarketStatus> statuses)
        where TMatch : class, new()
    {
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(statuses);
        return Match(pattern, statuses, new MatchSource<T>(this), new MatchSource<TSecond>(second), new MatchSource<TThird>(third));
    }

    private static MatchStream<TMatch> Match<TMatch>(Pattern<TMatch> pattern, EventStream<MarketStatus>? statuses, params MatchSource[] sources)
        where TMatch : class, new() => new(pattern, new MatchInputs(sources, statuses));
}
