namespace Cep;

/// <summary>A rule over one stream.</summary>
/// <typeparam name="TIn">An event type, or the payload of another rule's derived events.</typeparam>
/// <typeparam name="TOut">The payload of the derived events; a <c>readonly record struct</c> whose properties are written as JSON.</typeparam>
public abstract class Rule<TIn, TOut> : Rule
{
    /// <summary>Makes the rule.</summary>
    protected Rule()
        : base(typeof(TOut), typeof(TIn))
    {
    }

    /// <summary>
    /// The query, written as if there were only one key. Built of the operators of <see cref="EventStream{T}"/> it runs for
    /// all keys at once; with any other Rx operator the engine runs one pipeline per key and calls this once for each.
    /// </summary>
    /// <remarks>Called on several threads: it may read parameters and must not change anything.</remarks>
    public abstract IObservable<TOut> Query(EventStream<TIn> events);

    /// <summary>The named recipients of a derived event; none unless overridden. Return a list made once, not a new one each time.</summary>
    public virtual IReadOnlyList<string> RecipientsOf(in TOut derived) => [];

    internal sealed override RulePlan Build(ShardPlan shard)
    {
        var plan = new RulePlan<TOut>(this, shard, RecipientsOf);
        var events = plan.Source<TIn>();
        return plan.Complete(() => Query(events));
    }
}
