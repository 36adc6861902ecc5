namespace Cep;

/// <summary>
/// Where a rule's answers leave its plan: to the collector and to the rules that consume them. They are held until the
/// batch is through, because only then is it known from which event on a faulty key is quarantined.
/// </summary>
internal sealed class RuleOutput<TOut>(RulePlan plan, RecipientSelector<TOut> recipients) : Consumer<TOut>
{
    private readonly RowBuffer<TOut> held = new();
    private readonly List<IReadOnlyList<string>> addressees = [];
    private DerivedColumn<TOut> derived = new(plan.Rule.Identity);

    /// <summary>For the rules of the same shard that consume this one's derived events.</summary>
    public Output<TOut> Released { get; } = new();

    public override void OnBatch(in KeyedBatch<TOut> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                addressees.Add(recipients(batch.Values[i]));
                held.AddFrom(batch, i, batch.Values[i]);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, i, fault);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Early rows are told and go to no other rule. They are not held: a faulty key's are left out from the next batch on.</remarks>
    public override void OnEarly(in KeyedBatch<TOut> batch, long moment)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (plan.Faults.IsQuarantined(batch.Keys[i], moment, long.MaxValue)) continue;
            try
            {
                derived.Add(batch.Keys[i], batch.Times[i], batch.CausesOf(i), batch.Values[i], recipients(batch.Values[i]));
                derived.Mark(derived.Count - 1, RowMark.Early(moment));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch.Keys[i], moment, batch.SequenceOf(i), fault);
            }
        }
    }

    public override void OnTime(long watermark)
    {
        plan.Faults.Resolve();
        if (held.Count > 0) Release();
        Released.PassTime(watermark);
    }

    /// <summary>Hands over what was derived and takes an empty column for the next batch.</summary>
    public DerivedColumn Swap(DerivedColumn? empty)
    {
        var full = derived;
        derived = (DerivedColumn<TOut>?)empty ?? new DerivedColumn<TOut>(plan.Rule.Identity);
        return full;
    }

    private void Release()
    {
        if (plan.Faults.AnyQuarantined) DropQuarantined();
        var rows = held.Rows();
        for (var i = 0; i < rows.Count; i++)
        {
            derived.Add(rows.Keys[i], rows.Times[i], rows.CausesOf(i), rows.Values[i], addressees[i]);
        }

        addressees.Clear();
        held.Flush(Released);
    }

    private void DropQuarantined()
    {
        var rows = held.Rows();
        var kept = new RowBuffer<TOut>();
        var keptAddressees = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (plan.Faults.IsQuarantined(rows.Keys[i], rows.Times[i], rows.SequenceOf(i))) continue;
            kept.AddFrom(rows, i, rows.Values[i]);
            addressees[keptAddressees++] = addressees[i];
        }

        held.CopyFrom(kept);
    }
}
