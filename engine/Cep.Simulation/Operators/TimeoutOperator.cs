namespace Cep.Simulation;

internal sealed record TimeoutOperator(TimeSpan After, Formula? From, Formula? Until) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) =>
        new TimeoutOperator(draw.Span(), draw.Chance(0.5) ? draw.Formula() : null, draw.Chance(0.7) ? draw.Formula() : null);

    public override string Describe(IReadOnlyList<string> inputs) =>
        $"{inputs[0]}.Timeout({Text(After)}{(From is null ? "" : $", from: {From}")}{(Until is null ? "" : $", until: {Until} of both x")})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only
        .Timeout(After, From is null ? null : From.Holds, Until is null ? null : IsAnswer)
        .Select(awaited => Make(awaited.Event, awaited.IsTimedOut ? null : awaited.Answer, awaited.Waited));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var waiting = new List<ReferenceRow>();
        var ended = new List<ReferenceRow>();
        foreach (var row in inputs.Only)
        {
            TimeOut(row.Time);
            if (!inputs.Scope.Try(row, () => (Opens: From is null || From.Holds(row.Value), Answers: waiting.Where(wait => Until is null || IsAnswer(wait.Value, row.Value)).ToList()), out var asked)) continue;
            foreach (var wait in asked.Answers)
            {
                waiting.Remove(wait);
                ended.Add(new ReferenceRow(row.Time, wait.Causes.And(row.Causes), Make(wait.Value, row.Value, new TimeSpan((row.Time - wait.Time) / 100))));
            }

            if (asked.Opens) waiting.Add(row);
        }

        TimeOut(long.MaxValue);
        return ended;

        // All wait for equally long, so they time out in the order in which they began.
        void TimeOut(long until)
        {
            foreach (var wait in waiting.Where(wait => wait.Time + Nanos(After) <= until)) ended.Add(new ReferenceRow(wait.Time + Nanos(After), wait.Causes, Make(wait.Value, null, After)));
            waiting.RemoveAll(wait => wait.Time + Nanos(After) <= until);
        }
    }

    private bool IsAnswer(Row waiting, Row now) => Until!.Holds(new Row(waiting.X, now.X));

    private static Row Make(Row waited, Row? answer, TimeSpan time) => new(waited.X * 100 + (answer?.X ?? -1), time.Ticks % 1_000_000);
}
