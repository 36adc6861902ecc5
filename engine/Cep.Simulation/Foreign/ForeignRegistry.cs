namespace Cep.Simulation;

/// <summary>The operators of System.Reactive that queries are drawn of.</summary>
internal static class ForeignRegistry
{
    public static ForeignOperator DrawJoin(OperatorDraw draw) => new ForeignJoin((ForeignJoinKind)draw.Number(3));

    public static ForeignOperator DrawOfOne(OperatorDraw draw) => draw.Number(8) switch
    {
        0 => new ForeignSelect(draw.Formula()),
        1 => new ForeignScan(draw.Formula()),
        2 => new ForeignTake(1 + draw.Number(5)),
        3 => new ForeignCount(),
        4 or 5 => new ForeignBuffer(1 + draw.Number(4), 1 + draw.Number(4)),
        _ => new ForeignTimed((ForeignTimedKind)draw.Number(3), draw.Span()),
    };
}
