namespace Cep;

/// <summary>Where windows of a fixed size start and end: at multiples of the size from the Unix epoch, moved by an offset.</summary>
/// <param name="SizeNanos">The distance between starts.</param>
/// <param name="OffsetNanos">At least 0 and less than the size.</param>
internal readonly record struct WindowGrid(long SizeNanos, long OffsetNanos)
{
    public static WindowGrid Of(TimeSpan size, TimeSpan offset)
    {
        var sizeNanos = checked(size.Ticks * 100);
        return new WindowGrid(sizeNanos, Modulo(checked(offset.Ticks * 100), sizeNanos));
    }

    /// <summary>The end of the window that holds a time; the last one ends with time itself.</summary>
    public long EndAfter(long time)
    {
        var start = time - Modulo(time - OffsetNanos, SizeNanos);
        return start > long.MaxValue - SizeNanos ? long.MaxValue : start + SizeNanos;
    }

    /// <summary>Whether a window starts, and the one before it ends, at this time.</summary>
    public bool IsBoundary(long time) => Modulo(time - OffsetNanos, SizeNanos) == 0;

    /// <summary>The first of some rising times that is not before a time, or their number.</summary>
    public static int FirstAtOrAfter(ReadOnlySpan<long> times, long time)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The remainder that is never negative: times before 1970 lie in windows, too.</summary>
    private static long Modulo(long value, long by)
    {
        var rest = value % by;
        return rest < 0 ? rest + by : rest;
    }
}
