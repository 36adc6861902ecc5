namespace Cep.Simulation;

/// <summary>
/// An operator with its arguments drawn: how it reads, how the engine is asked for it and what it gives, worked out the
/// slow and obvious way from its documentation. To add one, write such a record and name it in <see cref="OperatorRegistry"/>.
/// </summary>
internal abstract record SimulatedOperator
{
    /// <summary>Whether it looks at nothing but the row, so that early results of windows pass through it. Any other operator does not see them.</summary>
    public virtual bool PassesEarly => false;

    /// <summary>The operator as an author would write it.</summary>
    public abstract string Describe(IReadOnlyList<string> inputs);

    /// <summary>Asks the engine for it.</summary>
    public abstract EventStream<Row> Build(QueryInputs inputs);

    /// <summary>
    /// What it gives for one key, in the order of its results; the rows of each input are all there, in their order.
    /// </summary>
    public abstract IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs);

    protected static string Text(TimeSpan duration) => duration < TimeSpan.Zero ? $"-{Duration.Format(-duration)}" : Duration.Format(duration);

    protected static long Nanos(TimeSpan duration) => duration.Ticks * 100;
}

/// <summary>The streams that an operator is applied to.</summary>
internal sealed class QueryInputs(IReadOnlyList<EventStream<Row>> streams, EventStream<MarketStatus>? statuses)
{
    public EventStream<Row> Only => streams[0];

    public EventStream<Row> Left => streams[0];

    public EventStream<Row> Right => streams[1];

    /// <summary>The market statuses, of a rule that consumes them.</summary>
    public EventStream<MarketStatus> Statuses => statuses ?? throw new InvalidOperationException("The rule consumes no statuses.");
}

/// <summary>An input of the rule as it is.</summary>
internal sealed record SourceOperator(int Index, string Name) : SimulatedOperator
{
    public override string Describe(IReadOnlyList<string> inputs) => Name;

    public override EventStream<Row> Build(QueryInputs inputs) => throw new InvalidOperationException("A source is not built.");

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs) => throw new InvalidOperationException("A source is not computed.");
}
