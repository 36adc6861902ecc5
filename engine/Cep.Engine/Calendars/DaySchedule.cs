namespace Cep;

/// <summary>A part of the trading day worked out for all days of a calendar: half-open spans of event time that rise and don't overlap.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
internal sealed class DaySchedule
{
    private readonly long[] starts;
    private readonly long[] ends;

    public DaySchedule(TradingCalendar calendar, DayRange range)
    {
        Calendar = calendar;
        var spans = new List<(long Start, long End)>(calendar.Days.Count);
        foreach (var day in calendar.Days)
        {
            var start = Math.Max(range.From.On(day, calendar).Nanos, day.PremarketOpen.Nanos);
            var end = Math.Min(range.To.On(day, calendar).Nanos, day.PostmarketClose.Nanos);
            if (start < end) spans.Add((start, end));
        }

        starts = [.. spans.Select(span => span.Start)];
        ends = [.. spans.Select(span => span.End)];
    }

    public TradingCalendar Calendar { get; }

    public int Count => starts.Length;

    public ReadOnlySpan<long> Starts => starts;

    public ReadOnlySpan<long> Ends => ends;

    /// <summary>The span that holds a time, or else the next one; after the last an empty one at the calendar's end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public (long Start, long End) From(long time)
    {
        Calendar.Check(new EventTime(time));
        var index = TradingCalendar.FirstAfter(ends, time);
        return index < ends.Length ? (starts[index], ends[index]) : (Calendar.End.Nanos, Calendar.End.Nanos);
    }

    /// <summary>How many spans begin at or before a time.</summary>
    public int BegunAt(long time) => TradingCalendar.FirstAfter(starts, time);
}
