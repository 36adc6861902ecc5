namespace Cep.Simulation;

/// <summary>Silence by the clock, or while the symbol trades.</summary>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Unless">After which events it is expected.</param>
/// <param name="Phases">What counts as trading; null for all time.</param>
internal sealed record AbsentOperator(TimeSpan Duration, Formula? Unless, TradingPhases? Phases) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new AbsentOperator(draw.Span(), draw.Chance(0.5) ? draw.Formula() : null, null);

    public static SimulatedOperator DrawTrading(OperatorDraw draw) => new AbsentOperator(draw.Span(), draw.Chance(0.5) ? draw.Formula() : null, draw.Phases());

    public override string Describe(IReadOnlyList<string> inputs) =>
        $"{inputs[0]}.Absent{(Phases is { } phases ? $"TradingTime({Text(Duration)}, statuses, {phases}" : $"({Text(Duration)}")}{(Unless is null ? "" : $", unless: {Unless}")})";

    public override EventStream<Row> Build(QueryInputs inputs)
    {
        Func<Row, bool>? unless = Unless is null ? null : Unless.Holds;
        var silences = Phases is { } phases
            ? inputs.Only.AbsentTradingTime(Duration, inputs.Statuses, TradingCalendar.UsEquity, phases, unless)
            : inputs.Only.Absent(Duration, unless);
        return silences.Select(silence => Make(silence.Since.Nanos, silence.Until.Nanos, silence.Last));
    }

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var isArmed = new List<bool>();
        var rows = new List<ReferenceRow>();
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Unless is null || !Unless.Holds(row.Value), out var arms)) continue;
            rows.Add(row);
            isArmed.Add(arms);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            if (!isArmed[i] || inputs.Scope.ClockOf(Phases).DueAfter(rows[i].Time, Nanos(Duration)) is not { } end) continue;
            if (i + 1 == rows.Count || rows[i + 1].Time >= end) yield return new ReferenceRow(end, rows[i].Causes, Make(rows[i].Time, end, rows[i].Value)) { IsDue = true };
        }
    }

    private static Row Make(long since, long until, Row last) => new(last.X, (until - since) / 1_000_000 % 1000);
}
