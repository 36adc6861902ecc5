namespace Cep.Simulation;

/// <summary>Waits for an answer, by the clock or while the symbol trades.</summary>
/// <param name="After">How long is waited.</param>
/// <param name="From">Which events wait.</param>
/// <param name="Until">Which answer.</param>
/// <param name="Phases">What counts as trading; null for all time.</param>
internal sealed record TimeoutOperator(TimeSpan After, Formula? From, Formula? Until, TradingPhases? Phases) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => Draw(draw, null);

    public static SimulatedOperator DrawTrading(OperatorDraw draw) => Draw(draw, draw.Phases());

    public override string Describe(IReadOnlyList<string> inputs) =>
        $"{inputs[0]}.Timeout{(Phases is { } phases ? $"TradingTime({Text(After)}, statuses, {phases}" : $"({Text(After)}")}{(From is null ? "" : $", from: {From}")}{(Until is null ? "" : $", until: {Until} of both x")})";

    public override EventStream<Row> Build(QueryInputs inputs)
    {
        Func<Row, bool>? from = From is null ? null : From.Holds;
        Func<Row, Row, bool>? until = Until is null ? null : IsAnswer;
        var waits = Phases is { } phases
            ? inputs.Only.TimeoutTradingTime(After, inputs.Statuses, TradingCalendar.UsEquity, phases, from, until)
            : inputs.Only.Timeout(After, from, until);
        return waits.Select(awaited => Make(awaited.Event, awaited.IsTimedOut ? null : awaited.Answer, awaited.Waited));
    }

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var clock = inputs.Scope.ClockOf(Phases);
        var waiting = new List<(ReferenceRow Row, long? Due)>();
        var ended = new List<ReferenceRow>();
        foreach (var row in inputs.Only)
        {
            TimeOut(row.Time);
            if (!inputs.Scope.Try(row, () => (Opens: From is null || From.Holds(row.Value), Answers: waiting.Where(wait => Until is null || IsAnswer(wait.Row.Value, row.Value)).ToList()), out var asked)) continue;
            foreach (var answered in asked.Answers)
            {
                var wait = answered.Row;
                waiting.Remove(answered);
                ended.Add(row with { Causes = wait.Causes.And(row.Causes), Value = Make(wait.Value, row.Value, new TimeSpan((clock.At(row.Time) - clock.At(wait.Time)) / 100)) });
            }

            if (asked.Opens) waiting.Add((row, clock.DueAfter(row.Time, Nanos(After))));
        }

        TimeOut(long.MaxValue);
        return ended;

        // All wait for equally long, so they time out in the order in which they began.
        void TimeOut(long until)
        {
            foreach (var (wait, due) in waiting.Where(wait => wait.Due <= until)) ended.Add(new ReferenceRow(due!.Value, wait.Causes, Make(wait.Value, null, After)) { IsDue = true });
            waiting.RemoveAll(wait => wait.Due <= until);
        }
    }

    private static TimeoutOperator Draw(OperatorDraw draw, TradingPhases? phases) =>
        new(draw.Span(), draw.Chance(0.5) ? draw.Formula() : null, draw.Chance(0.7) ? draw.Formula() : null, phases);

    private bool IsAnswer(Row waiting, Row now) => Until!.Holds(new Row(waiting.X, now.X));

    private static Row Make(Row waited, Row? answer, TimeSpan time) => new(waited.X * 100 + (answer?.X ?? -1), time.Ticks % 1_000_000);
}
