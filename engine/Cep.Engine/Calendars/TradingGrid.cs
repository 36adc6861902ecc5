namespace Cep;

/// <summary>
/// Where windows of trading time begin and end in event time, for each key: they are laid from the beginning of the
/// trading day, grow by what a halt lost, and end with the day at the latest.
/// </summary>
/// <remarks>
/// State of an operator, owned by one shard. It is asked in time order. Within a day a running clock runs as fast as
/// event time, so all that is kept of a key is when its clock last began to run, and where the window of that moment began.
/// </remarks>
internal sealed class TradingGrid(TradingCalendar calendar, TradingPhases phases, long sizeNanos)
{
    private readonly DaySchedule schedule = new(calendar, DayRange.Of(phases));
    private readonly TradingClock clock = new(new TradingTime(calendar, phases));
    private Day[] days = [];
    private long dayStart = long.MinValue;
    private long dayEnd = long.MinValue;

    public void Reserve(int keys)
    {
        clock.Reserve(keys);
        if (days.Length < keys) Array.Resize(ref days, Math.Max(keys, days.Length * 2));
    }

    /// <summary>Takes a status of a key, which may move the end of its window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its time lies outside the calendar.</exception>
    public void Take(int key, in MarketStatus status)
    {
        var time = status.Time.Nanos;
        var isTrading = TryEnter(key, time);
        var wasStopped = clock.IsStopped(key);
        clock.Take(key, status);
        if (!isTrading || !wasStopped || clock.IsStopped(key)) return;
        ref var day = ref days[key];
        var moment = clock.At(key, time).Nanos - day.BeganAt;
        day.WindowStart = StartOf(day, moment);
        (day.RunsSince, day.RunsFrom) = (time, moment);
    }

    /// <summary>The window of a key that holds a time, supposing that no further status comes.</summary>
    /// <returns>False when the market is closed then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public bool TryFind(int key, long time, out long start, out long end)
    {
        (start, end) = (0, 0);
        if (!TryEnter(key, time)) return false;
        ref readonly var day = ref days[key];
        var moment = clock.At(key, time).Nanos - day.BeganAt;
        start = StartOf(day, moment);
        end = clock.IsStopped(key) ? dayEnd : time + Math.Min(dayEnd - time, sizeNanos - moment % sizeNanos);
        return true;
    }

    /// <summary>Writes what is kept for a key. The trading day at hand is the same for all keys and follows from the time.</summary>
    public void Save(int key, StateWriter writer)
    {
        clock.Save(key, writer);
        writer.Write(days[key]);
    }

    /// <summary>Takes what was saved of a key in place of what is kept.</summary>
    public void Load(int key, StateReader reader)
    {
        clock.Load(key, reader);
        days[key] = reader.Read<Day>();
    }

    /// <summary>Drops what is kept for a key.</summary>
    public void Forget(int key)
    {
        clock.Forget(key);
        days[key] = default;
    }

    /// <summary>Adds what is kept for a key to the figures.</summary>
    public void Measure(int key, ref KeyFigures figures)
    {
        clock.Measure(key, ref figures);
        if (days[key].End != 0) figures.Add(KeyFigures.SizeOf(days[key]));
    }

    /// <summary>Where the window of a moment of trading begins; the clock has run since the day's last halt, or the window is that of the halt.</summary>
    private long StartOf(in Day day, long moment)
    {
        var first = moment - moment % sizeNanos;
        return first > day.RunsFrom ? day.RunsSince + (first - day.RunsFrom) : day.WindowStart;
    }

    private bool TryEnter(int key, long time)
    {
        if (time >= dayEnd) (dayStart, dayEnd) = schedule.From(time);
        if (time < dayStart) return false;
        ref var day = ref days[key];
        if (day.End != dayEnd)
        {
            // No status of the key has come since the day began, so its clock can still tell that moment.
            day = new Day { End = dayEnd, BeganAt = clock.At(key, dayStart).Nanos, RunsSince = dayStart, WindowStart = dayStart };
        }

        return true;
    }

    /// <summary>A key's trading day; moments are counted from its beginning.</summary>
    private struct Day
    {
        public long End;
        public long BeganAt;
        public long RunsSince;
        public long RunsFrom;
        public long WindowStart;
    }
}
