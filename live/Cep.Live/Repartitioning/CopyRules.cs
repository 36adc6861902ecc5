namespace Cep.Live;

/// <summary>
/// Gives events on as they are, once they are final. That it is a rule makes copies part of what a task derives: they come
/// in order, late events are in their places among them, and snapshots hold what waits.
/// </summary>
internal abstract class CopyRule<T> : Rule<T, Copied<T>>
    where T : struct, IEvent
{
    private static readonly Symbol All = Symbol.Of("all");

    public override IObservable<Copied<T>> Query(EventStream<T> events) => events.PartitionBy(static _ => All).Select(static value => new Copied<T>(value));
}

[Rule("repartition-trades", Summary = "Copies trades for the rules that see several symbols together.")]
internal sealed class CopyTrades : CopyRule<Trade>;

[Rule("repartition-quotes", Summary = "Copies quotes for the rules that see several symbols together.")]
internal sealed class CopyQuotes : CopyRule<Quote>;

[Rule("repartition-statuses", Summary = "Copies market statuses for the rules that see several symbols together.")]
internal sealed class CopyStatuses : CopyRule<MarketStatus>;
