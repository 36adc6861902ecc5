namespace Cep;

/// <summary>One of the streams of a pattern.</summary>
internal abstract class MatchInlet
{
    public abstract long Watermark { get; }

    public abstract bool HasUntil(long time);

    /// <summary>The first held row's time and sequence number.</summary>
    public abstract (long Time, long Sequence) Head { get; }

    public abstract void Settle(long until);

    /// <summary>Offers the first held row to the pattern.</summary>
    public abstract void OfferHead();
}

/// <inheritdoc/>
internal sealed class MatchInlet<T> : MatchInlet
{
    private readonly MatchOperator operation;
    private readonly Candidate<T> candidate = new();
    private readonly HeldRows<T> held;

    public MatchInlet(MatchOperator operation)
    {
        this.operation = operation;
        held = new HeldRows<T>(operation.OnHeldTime);
        Direct = new DirectInlet(this);
    }

    /// <summary>Takes the rows of the only stream of a pattern as they come.</summary>
    public Consumer<T> Direct { get; }

    /// <summary>Takes the rows of one stream among several.</summary>
    public HeldRows<T> Held => held;

    public override long Watermark => held.Watermark;

    public override (long Time, long Sequence) Head => (held.Rows.HeadTime, held.Rows.HeadSequence);

    public override bool HasUntil(long time) => held.HasUntil(time);

    public override void Settle(long until) => held.Rows.Settle(until);

    public override void OfferHead()
    {
        var rows = held.Rows;
        var (key, time, causes) = (rows.HeadKey, rows.HeadTime, rows.HeadCauses);
        Offer(key, time, causes, rows.Take());
    }

    private void Offer(int key, long time, Causes causes, T value)
    {
        candidate.Offer(time, causes, value);
        operation.Offer(key, candidate);
    }

    private sealed class DirectInlet(MatchInlet<T> inlet) : Consumer<T>
    {
        public override void OnBatch(in KeyedBatch<T> batch)
        {
            for (var row = 0; row < batch.Count; row++) inlet.Offer(batch.Keys[row], batch.Times[row], batch.CausesOf(row), batch.Values[row]);
            inlet.operation.Flush();
        }

        public override void OnTime(long watermark) => inlet.operation.OnTime(watermark);
    }
}
