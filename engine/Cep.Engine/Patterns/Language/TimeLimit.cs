namespace Cep;

/// <summary>How long something may take.</summary>
/// <param name="Nanos">In nanoseconds; 0 for no limit.</param>
/// <param name="Clock">In whose trading time; null for event time.</param>
internal readonly record struct TimeLimit(long Nanos, TradingTime? Clock = null)
{
    public static readonly TimeLimit None;

    public bool IsNone => Nanos == 0;

    /// <summary>The time in which the key does not trade does not count.</summary>
    public bool IsTraded => Clock is not null;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not positive, or 292 years and more.</exception>
    public static TimeLimit Of(TimeSpan time, TradingTime? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new TimeLimit(SpanNanos.Of(time, nameof(time)), clock);
    }
}
