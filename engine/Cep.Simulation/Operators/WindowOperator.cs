namespace Cep.Simulation;

/// <summary>Windows of any kind with any aggregate: each row is put into its windows, and each window is computed from its rows.</summary>
internal sealed record WindowOperator(WindowKind Kind, WindowAggregate Aggregate) : SimulatedOperator
{
    private static readonly Func<OperatorDraw, Formula, WindowAggregate>[] Aggregates =
    [
        (_, formula) => new SumOf(formula),
        (_, formula) => new FirstOf(formula),
        (_, formula) => new LastOf(formula),
        (_, formula) => new MinOf(formula),
        (_, formula) => new MaxOf(formula),
        (_, _) => new CountOf(),
        (_, formula) => new FoldOf(formula),
        (_, formula) => new BarsOf(formula),
        (_, formula) => new MeanOf(formula),
        (draw, formula) => new VarianceOf(formula, draw.Chance(0.5)),
        (draw, formula) => new QuantileOf(formula, draw.Number(5) / 4.0),
        (_, formula) => new DistinctOf(formula),
        (_, formula) => new VwapOf(formula),
        (_, formula) => new RemovableOf(formula),
    ];

    public static SimulatedOperator Draw(OperatorDraw draw, Func<OperatorDraw, WindowKind> drawKind)
    {
        var kind = drawKind(draw);
        var formula = draw.Formula(mayThrow: kind.CoversAllTime) with { A = 1 + draw.Number(2) };
        var aggregate = Aggregates[draw.Number(Aggregates.Length)](draw, formula);
        return new WindowOperator(kind, aggregate.CanNotMerge && !kind.DoesWithoutMerge ? new FoldOf(formula) : aggregate);
    }

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.{Kind.Describe()}.{Aggregate.GetType().Name}({Aggregate.Formula})";

    public override EventStream<Row> Build(QueryInputs inputs) => Aggregate.Build(Kind.Build(inputs));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var figured = new List<FiguredRow>();
        foreach (var row in inputs.Only)
        {
            if (inputs.Scope.Try(row, () => Aggregate.Formula.Of(row.Value), out var figure)) figured.Add(new FiguredRow(row, figure));
        }

        if (Aggregate.SelectsFirst) inputs.Scope.Add(figured.Select(entry => entry.Row));
        return Kind.Of(figured, inputs.Scope).Select(ResultOf);
    }

    private ReferenceRow ResultOf(ReferenceWindow window)
    {
        var causes = window.Rows.Select(row => row.Row.Causes).Aggregate((all, next) => all.And(next));
        var value = Aggregate.Result([.. window.Rows.Select(row => row.Row.Value)], [.. window.Rows.Select(row => row.Figure)], window.Start, window.End);
        return new ReferenceRow(window.End, causes, value) { IsDue = window.IsDue, EarlyAt = window.EarlyAt };
    }
}
