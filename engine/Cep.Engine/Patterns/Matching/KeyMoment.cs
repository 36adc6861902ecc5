namespace Cep;

/// <summary>A moment of a key, in both times.</summary>
/// <param name="Time">The event time.</param>
/// <param name="Traded">The trading time of the key, in nanoseconds; 0 where no limit of the pattern is in trading time.</param>
internal readonly record struct KeyMoment(long Time, long Traded)
{
    /// <summary>Before all others.</summary>
    public static readonly KeyMoment Never = new(long.MinValue, long.MinValue);
}
