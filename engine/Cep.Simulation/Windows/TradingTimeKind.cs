namespace Cep.Simulation;

/// <summary>Tumbling windows of trading time.</summary>
internal sealed record TradingTimeKind(TimeSpan Size, TradingPhases Phases) : WindowKind
{
    public override bool CoversAllTime => false;

    public static WindowKind Draw(OperatorDraw draw) => new TradingTimeKind(draw.Span(), draw.Phases());

    public override string Describe() => $"TumblingTradingTime({Size}, statuses, {Phases})";

    public override Windows<Row> Build(QueryInputs inputs) => inputs.Only.TumblingTradingTime(Size, inputs.Statuses, TradingCalendar.UsEquity, Phases);

    public override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        var clock = new ReferenceClock(Phases, scope.Statuses);
        foreach (var (dayStart, dayEnd) in ReferenceDays.Near.Select(day => ReferenceDays.SpanOf(day, Phases)))
        {
            if (time < dayStart || time >= dayEnd) continue;
            var traded = clock.At(time) - clock.At(dayStart);
            var index = traded / Nanos(Size);
            yield return (FirstAt(clock, dayStart, dayEnd, index * Nanos(Size)), FirstAt(clock, dayStart, dayEnd, (index + 1) * Nanos(Size)));
        }
    }

    /// <summary>When so much had been traded since the beginning of the day, by halving; the end of the day when never.</summary>
    private static long FirstAt(ReferenceClock clock, long dayStart, long dayEnd, long traded)
    {
        var (low, high) = (dayStart, dayEnd);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (clock.At(middle) - clock.At(dayStart) >= traded) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
