namespace Cep;

/// <inheritdoc/>
internal sealed class RulePlan<TOut>(Rule rule, ShardPlan shard, RecipientSelector<TOut> recipients) : RulePlan(rule, shard)
{
    private RuleOutput<TOut>? results;

    /// <summary>Builds the query: a keyed plan when it is made of the engine's own operators, else a pipeline for each key.</summary>
    public RulePlan Complete(Func<IObservable<TOut>> query)
    {
        var sources = Streams.Count;
        var before = States.Count;
        var answer = QueryScope.First(Streams, query)
            ?? throw new InvalidOperationException($"Rule '{Rule.Name}': Query returned null; return the stream of its derived events.");
        results = new RuleOutput<TOut>(this, recipients);
        if (answer is not EventStream<TOut>) WhyNotSaved = $"its query goes through Rx's {NameOf(answer.GetType())}, whose state can't be seen from outside";
        if (answer is EventStream<TOut> keyed) OutputOf(keyed).Connect(results);
        else new ForeignPipelines<TOut>(this, query, Streams, sources).Connect(results);
        Complete(before);
        if (Faults.CanQuarantine) Keep<TOut>(results);
        Shard.AddProducer(results.Released);
        return this;
    }

    /// <summary>What an operator is called, whose types lie in one that is named for it.</summary>
    private static string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.Name.Split('`')[0];
    }

    public override string? WhyAnswersNotSaved => StateTypes.WhyNotSaved(typeof(TOut));

    public override DerivedColumn CreateColumn() => new DerivedColumn<TOut>(Rule.Identity);

    public override DerivedColumn Swap(DerivedColumn? empty) => results!.Swap(empty);
}
