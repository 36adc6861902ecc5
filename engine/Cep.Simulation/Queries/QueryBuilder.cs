namespace Cep.Simulation;

/// <summary>Builds a drawn query of the engine's streams. It makes the same streams in the same order each time.</summary>
internal sealed class QueryBuilder(IReadOnlyList<EventStream<Row>> sources, EventStream<MarketStatus>? statuses)
{
    private readonly Dictionary<QueryNode, EventStream<Row>> made = [];

    public EventStream<Row> Of(QueryNode node)
    {
        if (node.Operation is SourceOperator source) return sources[source.Index];
        if (made.TryGetValue(node, out var known)) return known;
        var inputs = node.Inputs.Select(Of).ToList();
        return made[node] = node.Operation.Build(new QueryInputs(inputs, statuses));
    }
}
