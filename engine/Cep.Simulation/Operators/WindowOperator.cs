namespace Cep.Simulation;

/// <summary>Windows of any kind with any aggregate: each row is put into its windows, and each window is computed from its rows.</summary>
internal sealed record WindowOperator(WindowKind Kind, WindowAggregate Aggregate) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw, Func<OperatorDraw, WindowKind> drawKind)
    {
        var kind = drawKind(draw);
        var isWhole = draw.Number(2) == 0;
        var formula = draw.Formula(mayThrow: kind.CoversAllTime) with { A = isWhole ? 1 : 2 };
        return new WindowOperator(kind, draw.Number(8) switch
        {
            0 => new SumOf(formula),
            1 => new FirstOf(formula),
            2 => new LastOf(formula),
            3 => new MinOf(formula),
            4 => new MaxOf(formula),
            5 => new CountOf(),
            6 => new FoldOf(formula),
            _ => new BarsOf(formula),
        });
    }

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.{Kind.Describe()}.{Aggregate.GetType().Name}({Aggregate.Formula})";

    public override EventStream<Row> Build(QueryInputs inputs) => Aggregate.Build(Kind.Build(inputs));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var figured = new List<(ReferenceRow Row, double Figure)>();
        foreach (var row in inputs.Only)
        {
            if (inputs.Scope.Try(row, () => Aggregate.Formula.Of(row.Value), out var figure)) figured.Add((row, figure));
        }

        if (Aggregate.SelectsFirst) inputs.Scope.Add(figured.Select(entry => entry.Row));
        var windows =
            from entry in figured
            from window in Kind.Of(entry.Row.Time, inputs.Scope)
            group entry by window into rows
            orderby rows.Key.End
            select rows;
        foreach (var window in windows)
        {
            var causes = window.Select(entry => entry.Row.Causes).Aggregate((all, next) => all.And(next));
            yield return new ReferenceRow(
                window.Key.End,
                causes,
                Aggregate.Result([.. window.Select(entry => entry.Row.Value)], [.. window.Select(entry => entry.Figure)], window.Key.Start, window.Key.End));
        }
    }
}
