namespace Cep.Simulation;

internal sealed record WithTradingTimeOperator(TradingPhases Phases) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new WithTradingTimeOperator(draw.Phases());

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.WithTradingTime(statuses, {Phases})";

    public override EventStream<Row> Build(QueryInputs inputs) =>
        inputs.Only.WithTradingTime(inputs.Statuses, TradingCalendar.UsEquity, Phases).Select(row => Make(row.At.Nanos, row.Value));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var clock = new ReferenceClock(Phases, inputs.Scope.Statuses);
        return inputs.Only.Select(row => row with { Value = Make(clock.At(row.Time), row.Value), IsDue = false });
    }

    /// <summary>Seconds, which a double holds to the nanosecond when the years before are left out.</summary>
    private static Row Make(long nanos, Row row) => new(nanos % 10_000_000_000_000_000 / 1e3, row.X);
}
