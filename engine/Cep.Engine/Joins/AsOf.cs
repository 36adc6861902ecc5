namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Each event of this stream with its partner: by default the latest event of another stream of the same key that is
    /// not later than it. One of exactly the same time counts, also when it stands later in the log; one exactly
    /// <paramref name="within"/> away still counts. An event without a partner emits nothing; with
    /// <c>AsOfOrDefault</c> it does.
    /// </summary>
    /// <param name="other">The stream to look into.</param>
    /// <param name="within">How far away in time the partner may be; not negative, less than 292 years.</param>
    /// <param name="result">Makes the result of an event and its partner.</param>
    /// <param name="direction">Where to look, and which of several partners counts.</param>
    /// <remarks>
    /// Looking backward the result has the time of this stream's event, and comes once time has passed it in both streams.
    /// Looking forward or for the nearest it has the time of the event plus <paramref name="within"/>, whether or not the
    /// partner was found sooner: so results keep the order of the events, and tell nothing before it could be known.
    /// Partners are kept for as long as they can still match.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is out of its bounds, or there is no such direction.</exception>
    public EventStream<TResult> AsOf<TOther, TResult>(
        EventStream<TOther> other, TimeSpan within, Func<T, TOther, TResult> result, AsOfDirection direction = AsOfDirection.Backward)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return AsOf(other, within, direction, AsOfResult<T, TOther, TResult>.OfPartner(result));
    }

    /// <summary>
    /// Each event of this stream with the latest event of another stream of the same key that is not later than it, however
    /// old that is: for data that holds until it is replaced. One partner is kept for each key.
    /// </summary>
    /// <inheritdoc cref="AsOf{TOther, TResult}(EventStream{TOther}, TimeSpan, Func{T, TOther, TResult}, AsOfDirection)" path="/param"/>
    public EventStream<TResult> AsOf<TOther, TResult>(EventStream<TOther> other, Func<T, TOther, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return new AsOfStream<T, TOther, TResult>(this, other, long.MaxValue, AsOfDirection.Backward, AsOfResult<T, TOther, TResult>.OfPartner(result));
    }

    private AsOfStream<T, TOther, TResult> AsOf<TOther, TResult>(
        EventStream<TOther> other, TimeSpan within, AsOfDirection direction, AsOfResult<T, TOther, TResult> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        if (!Enum.IsDefined(direction)) throw new ArgumentOutOfRangeException(nameof(direction), direction, "There is no such direction.");
        return new AsOfStream<T, TOther, TResult>(this, other, SpanNanos.Of(within, nameof(within)), direction, result);
    }
}

/// <summary>What an as-of join makes of an event and its partner, and whether it makes something of an event without one.</summary>
internal readonly record struct AsOfResult<T, TOther, TResult>(Func<T, TOther, bool, TResult> Make, bool IsMadeWithoutPartner)
{
    public static AsOfResult<T, TOther, TResult> OfPartner(Func<T, TOther, TResult> make) => new((value, other, _) => make(value, other), false);
}

internal sealed class AsOfStream<T, TOther, TResult>(
    EventStream<T> events, EventStream<TOther> other, long withinNanos, AsOfDirection direction, AsOfResult<T, TOther, TResult> result)
    : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        AsOfOperator<T, TOther, TResult> operation = direction == AsOfDirection.Backward
            ? new AsOfBackward<T, TOther, TResult>(plan, withinNanos, result)
            : new AsOfAhead<T, TOther, TResult>(plan, withinNanos, direction == AsOfDirection.Nearest, result);
        plan.OutputOf(other).Connect(operation.Others);
        plan.OutputOf(events).Connect(operation.Events);
        operation.Announce();
        return operation.Output;
    }
}
