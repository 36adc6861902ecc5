namespace Cep.Simulation;

/// <summary>Tumbling windows of trading time.</summary>
internal sealed record TradingTimeKind(TimeSpan Size, TradingPhases Phases) : GridKind
{
    public override bool CoversAllTime => false;

    public static WindowKind Draw(OperatorDraw draw) => new TradingTimeKind(draw.Span(), draw.Phases());

    protected override string Name => $"TumblingTradingTime({Size}, statuses, {Phases})";

    public override Windows<Row> Build(QueryInputs inputs) => inputs.Only.TumblingTradingTime(Size, inputs.Statuses, TradingCalendar.UsEquity, Phases);

    protected override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        var clock = new ReferenceClock(Phases, scope.Statuses);
        foreach (var (dayStart, dayEnd) in ReferenceDays.Near.Select(day => ReferenceDays.SpanOf(day, Phases)))
        {
            if (time < dayStart || time >= dayEnd) continue;
            var traded = clock.At(time) - clock.At(dayStart);
            var index = traded / Nanos(Size);
            yield return (clock.FirstAt(dayStart, dayEnd, index * Nanos(Size)), clock.FirstAt(dayStart, dayEnd, (index + 1) * Nanos(Size)));
        }
    }
}
