namespace Cep;

/// <summary>When windows that were asked to give early results.</summary>
internal static class EarlyPeriod
{
    /// <summary>
    /// The same windows with early results: at every multiple of <paramref name="period"/>, counted from the Unix epoch, that
    /// lies before a window's end, what the window holds of the events before that multiple, if an event of the key has come
    /// since the multiple before. Such a result has the event time and the id that the window's own will have, is told at
    /// the multiple and is provisional.
    /// </summary>
    /// <param name="period">The distance between early results, at least 100 ns.</param>
    /// <remarks>
    /// Early results pass through <c>Where</c>, <c>Select</c> and <c>SelectMany</c> to the rule's output. Every other operator
    /// leaves them out, and so do rules that consume this one: they are no events. A result is not told early by what an
    /// operator that looks at several events would make of it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not positive.</exception>
    public static WindowGrid Of(TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return WindowGrid.Of(period, TimeSpan.Zero);
    }
}
