namespace Cep;

/// <summary>A rule over two streams of the same key.</summary>
/// <typeparam name="T1">An event type, or the payload of another rule's derived events.</typeparam>
/// <typeparam name="T2">Another one.</typeparam>
/// <typeparam name="TOut">The payload of the derived events; a <c>readonly record struct</c> whose properties are written as JSON.</typeparam>
public abstract class Rule<T1, T2, TOut> : Rule
{
    /// <summary>Makes the rule.</summary>
    protected Rule()
        : base(typeof(TOut), typeof(T1), typeof(T2))
    {
    }

    /// <inheritdoc cref="Rule{TIn,TOut}.Query"/>
    public abstract IObservable<TOut> Query(EventStream<T1> first, EventStream<T2> second);

    /// <inheritdoc cref="Rule{TIn,TOut}.RecipientsOf"/>
    public virtual IReadOnlyList<string> RecipientsOf(in TOut derived) => [];

    internal sealed override RulePlan Build(ShardPlan shard)
    {
        var plan = new RulePlan<TOut>(this, shard, RecipientsOf);
        var first = plan.Source<T1>();
        var second = plan.Source<T2>();
        return plan.Complete(() => Query(first, second));
    }
}
