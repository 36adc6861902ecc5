namespace Cep.Simulation;

/// <summary>Windows by trading day: whole phases, or a part of the day.</summary>
internal sealed record CalendarKind(TradingPhases Phases, DayRange? Range, string Called) : GridKind
{
    public override bool CoversAllTime => false;

    public static WindowKind Draw(OperatorDraw draw) => DrawDays(draw) with { EarlyEvery = draw.EarlyPeriod() };

    protected override string Name => Called;

    public override Windows<Row> Build(QueryInputs inputs)
    {
        var windows = Range is { } range ? inputs.Only.TimeOfDay(TradingCalendar.UsEquity, range) : inputs.Only.TradingDays(TradingCalendar.UsEquity, Phases);
        return EarlyEvery is { } period ? windows.EarlyEvery(period) : windows;
    }

    protected override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        foreach (var day in ReferenceDays.Near)
        {
            var (start, end) = Range is { } range
                ? (range.From.On(day, TradingCalendar.UsEquity).Nanos, range.To.On(day, TradingCalendar.UsEquity).Nanos)
                : ReferenceDays.SpanOf(day, Phases);
            start = Math.Max(start, day.PremarketOpen.Nanos);
            end = Math.Min(end, day.PostmarketClose.Nanos);
            if (time >= start && time < end) yield return (start, end);
        }
    }

    private static CalendarKind DrawDays(OperatorDraw draw)
    {
        if (draw.Chance(0.4))
        {
            var phases = draw.Phases();
            return new CalendarKind(phases, null, $"TradingDays({phases})");
        }

        var length = draw.Span();
        return draw.Number(4) switch
        {
            0 => new CalendarKind(default, DayRange.Opening(length), $"TimeOfDay(opening {length})"),
            1 => new CalendarKind(default, DayRange.Closing(length), $"TimeOfDay(closing {length})"),
            2 => new CalendarKind(default, DayRange.ClosingAuction(length), $"TimeOfDay(closing auction {length})"),
            _ => new CalendarKind(default, new DayRange(DayTime.Open - length, DayTime.Open + length), $"TimeOfDay(open ± {length})"),
        };
    }
}
