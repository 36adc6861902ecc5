namespace Cep;

// Twice the same, because a partner that may be missing is Nullable<TOther> for values and null for objects.
public abstract partial class EventStream<T>
{
    /// <summary>As <c>AsOf</c>, and an event without a partner is emitted, too: its partner is null.</summary>
    /// <inheritdoc cref="AsOf{TOther, TResult}(EventStream{TOther}, TimeSpan, Func{T, TOther, TResult}, AsOfDirection)"/>
    public EventStream<TResult> AsOfOrDefault<TOther, TResult>(
        EventStream<TOther> other, TimeSpan within, Func<T, TOther?, TResult> result, AsOfDirection direction = AsOfDirection.Backward)
        where TOther : struct
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return AsOf(other, within, direction, OfPartnerOrNull(result));
    }

    /// <summary>As <c>AsOf</c> without a duration, and an event without a partner is emitted, too: its partner is null.</summary>
    /// <inheritdoc cref="AsOf{TOther, TResult}(EventStream{TOther}, Func{T, TOther, TResult})"/>
    public EventStream<TResult> AsOfOrDefault<TOther, TResult>(EventStream<TOther> other, Func<T, TOther?, TResult> result)
        where TOther : struct
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return new AsOfStream<T, TOther, TResult>(this, other, long.MaxValue, AsOfDirection.Backward, OfPartnerOrNull(result));
    }

    /// <summary>As <c>AsOf</c>, and an event without a partner is emitted, too: its partner is null.</summary>
    /// <inheritdoc cref="AsOf{TOther, TResult}(EventStream{TOther}, TimeSpan, Func{T, TOther, TResult}, AsOfDirection)"/>
    public EventStream<TResult> AsOfOrDefault<TOther, TResult>(
        EventStream<TOther> other, TimeSpan within, Func<T, TOther?, TResult> result, AsOfDirection direction = AsOfDirection.Backward)
        where TOther : class
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return AsOf(other, within, direction, OfPartnerOrNull(result));
    }

    /// <summary>As <c>AsOf</c> without a duration, and an event without a partner is emitted, too: its partner is null.</summary>
    /// <inheritdoc cref="AsOf{TOther, TResult}(EventStream{TOther}, Func{T, TOther, TResult})"/>
    public EventStream<TResult> AsOfOrDefault<TOther, TResult>(EventStream<TOther> other, Func<T, TOther?, TResult> result)
        where TOther : class
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        return new AsOfStream<T, TOther, TResult>(this, other, long.MaxValue, AsOfDirection.Backward, OfPartnerOrNull(result));
    }

    private static AsOfResult<T, TOther, TResult> OfPartnerOrNull<TOther, TResult>(Func<T, TOther?, TResult> make)
        where TOther : struct =>
        new((value, other, isKnown) => make(value, isKnown ? other : null), true);

    private static AsOfResult<T, TOther, TResult> OfPartnerOrNull<TOther, TResult>(Func<T, TOther?, TResult> make)
        where TOther : class =>
        new((value, other, isKnown) => make(value, isKnown ? other : null), true);
}
