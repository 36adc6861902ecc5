namespace Cep;

/// <summary>
/// A moment in trading time: how long an instrument has traded since its calendar began. It stands still while the market
/// is closed or the instrument halted. It is no event time, and means something only beside others of the same instrument
/// and calendar.
/// </summary>
/// <remarks>Immutable, safe on any thread.</remarks>
/// <param name="Nanos">Nanoseconds of trading; never negative when a calendar gave it.</param>
public readonly record struct TradingInstant(long Nanos) : IComparable<TradingInstant>
{
    /// <summary>This moment moved by a duration of trading.</summary>
    /// <exception cref="OverflowException">The result exceeds a signed 64-bit count of nanoseconds.</exception>
    public static TradingInstant operator +(TradingInstant instant, TimeSpan trading) => new(checked(instant.Nanos + trading.Ticks * 100));

    /// <summary>How long was traded between two moments, cut to 100 ns (the resolution of <see cref="TimeSpan"/>).</summary>
    public static TimeSpan operator -(TradingInstant later, TradingInstant earlier) => new((later.Nanos - earlier.Nanos) / 100);

    /// <summary>Earlier than.</summary>
    public static bool operator <(TradingInstant left, TradingInstant right) => left.Nanos < right.Nanos;

    /// <summary>Later than.</summary>
    public static bool operator >(TradingInstant left, TradingInstant right) => left.Nanos > right.Nanos;

    /// <summary>Not later than.</summary>
    public static bool operator <=(TradingInstant left, TradingInstant right) => left.Nanos <= right.Nanos;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(TradingInstant left, TradingInstant right) => left.Nanos >= right.Nanos;

    /// <inheritdoc/>
    public int CompareTo(TradingInstant other) => Nanos.CompareTo(other.Nanos);
}
