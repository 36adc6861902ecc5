namespace Cep;

/// <summary>The statuses that stop and resume the trading time of a pattern's keys. They go before events of their time.</summary>
internal sealed class StatusInlet : MatchInlet
{
    private readonly MatchOperator operation;
    private readonly HeldRows<MarketStatus> held;

    private StatusInlet(MatchOperator operation)
    {
        this.operation = operation;
        held = new HeldRows<MarketStatus>(operation.OnHeldTime);
    }

    public override long Watermark => held.Watermark;

    public override (long Time, long Sequence) Head => (held.Rows.HeadTime, long.MinValue);

    public static StatusInlet Connect(RulePlan plan, MatchOperator operation, EventStream<MarketStatus> statuses)
    {
        var inlet = new StatusInlet(operation);
        plan.OutputOf(statuses).Connect(inlet.held);
        operation.KeepHeld<MarketStatus>(inlet.held);
        return inlet;
    }

    public override bool HasUntil(long time) => held.HasUntil(time);

    public override void Settle(long until) => held.Rows.Settle(until);

    public override void OfferHead()
    {
        var rows = held.Rows;
        var (key, time, sequence) = (rows.HeadKey, rows.HeadTime, rows.HeadSequence);

        // The row's time is the status' own unless an operator before this one moved it.
        operation.Offer(key, sequence, rows.Take() with { Time = new EventTime(time) });
    }
}
