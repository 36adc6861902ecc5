namespace Cep;

/// <summary>
/// Where a rule's answers leave its plan: to the collector and to the rules that consume them. They are held until the
/// batch is through, and where a faulty key can be quarantined until time has passed them, because only then is it known
/// from which event on it is.
/// </summary>
internal sealed class RuleOutput<TOut>(RulePlan plan, RecipientSelector<TOut> recipients) : Consumer<TOut>, IKeyedState
{
    private readonly RowBuffer<TOut> held = new();
    private readonly RowBuffer<TOut> later = new();
    private readonly List<IReadOnlyList<string>> addressees = [];
    private readonly List<(int Key, long Time, Causes Causes, TOut Value, IReadOnlyList<string> To, long Moment)> early = [];
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
    /// <remarks>Early rows are told and go to no other rule.</remarks>
    public override void OnEarly(in KeyedBatch<TOut> batch, long moment)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                early.Add((batch.Keys[i], batch.Times[i], batch.CausesOf(i), batch.Values[i], recipients(batch.Values[i]), moment));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch.Keys[i], moment, batch.SequenceOf(i), fault);
            }
        }
    }

    public override void OnTime(long watermark)
    {
        plan.Faults.Resolve(watermark);
        if (early.Count > 0) ReleaseEarly(watermark);
        if (held.Count > 0) Release(watermark);
        Released.PassTime(watermark);
    }

    public void Save(int key, StateWriter writer)
    {
        var rows = held.Rows();
        writer.Write(rows.Keys.Count(key));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Keys[i] != key) continue;
            writer.Write(rows.Times[i]);
            writer.Write(rows.CausesOf(i));
            writer.Write(rows.Values[i]);
        }

        var fired = early.FindAll(row => row.Key == key);
        writer.Write(fired.Count);
        foreach (var row in fired)
        {
            writer.Write(row.Time);
            writer.Write(row.Causes);
            writer.Write(row.Value);
            writer.Write(row.Moment);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Loaded rows go behind those of the same time; whom they are addressed to is asked again.</remarks>
    public void Load(int key, StateReader reader)
    {
        Forget(key);
        var loaded = new RowBuffer<TOut>();
        for (var left = reader.Read<int>(); left > 0; left--) loaded.Add(key, reader.Read<long>(), reader.Read<Causes>(), reader.Read<TOut>());
        if (loaded.Count > 0) HoldBoth(held.Rows(), loaded.Rows());
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var (time, causes, value, moment) = (reader.Read<long>(), reader.Read<Causes>(), reader.Read<TOut>(), reader.Read<long>());
            early.Add((key, time, causes, value, recipients(value), moment));
        }
    }

    public void Forget(int key)
    {
        early.RemoveAll(row => row.Key == key);
        if (held.Rows().Keys.Contains(key)) Keep((in KeyedBatch<TOut> rows, int i) => rows.Keys[i] != key);
    }

    /// <inheritdoc/>
    /// <remarks>What waits here is an answer already, not what the rule keeps of its events.</remarks>
    public void Measure(int key, ref KeyFigures figures)
    {
    }

    /// <summary>Hands over what was derived and takes an empty column for the next batch.</summary>
    public DerivedColumn Swap(DerivedColumn? empty)
    {
        var full = derived;
        derived = (DerivedColumn<TOut>?)empty ?? new DerivedColumn<TOut>(plan.Rule.Identity);
        return full;
    }

    private void Release(long watermark)
    {
        var waiting = plan.Faults.CanQuarantine ? SetAside(watermark) : [];
        if (plan.Faults.AnyQuarantined) DropQuarantined();
        var rows = held.Rows();
        for (var i = 0; i < rows.Count; i++)
        {
            derived.Add(rows.Keys[i], rows.Times[i], rows.CausesOf(i), rows.Values[i], addressees[i]);
        }

        addressees.Clear();
        held.Flush(Released);
        if (waiting.Count == 0) return;
        held.CopyFrom(later);
        addressees.AddRange(waiting);
    }

    private void ReleaseEarly(long watermark)
    {
        var released = plan.Faults.CanQuarantine ? early.FindIndex(row => row.Moment > watermark) : -1;
        if (released < 0) released = early.Count;
        foreach (var (key, time, causes, value, to, moment) in early.Take(released))
        {
            if (plan.Faults.IsQuarantined(key, moment, causes.Last)) continue;
            derived.Add(key, time, causes, value, to);
            derived.Mark(derived.Count - 1, RowMark.Early(moment));
        }

        early.RemoveRange(0, released);
    }

    /// <summary>Takes out the rows that time has not passed yet.</summary>
    /// <returns>Whom they are addressed to.</returns>
    private List<IReadOnlyList<string>> SetAside(long watermark)
    {
        var rows = held.Rows();
        var first = rows.Count;
        while (first > 0 && rows.Times[first - 1] > watermark) first--;
        if (first == rows.Count) return [];
        later.Truncate(0);
        for (var i = first; i < rows.Count; i++) later.AddFrom(rows, i, rows.Values[i]);
        held.Truncate(first);
        var waiting = addressees[first..];
        addressees.RemoveRange(first, waiting.Count);
        return waiting;
    }

    private void DropQuarantined() => Keep((in KeyedBatch<TOut> rows, int i) => !plan.Faults.IsQuarantined(rows.Keys[i], rows.Times[i], rows.SequenceOf(i)));

    private void Keep(RowCondition isKept)
    {
        var rows = held.Rows();
        var kept = new RowBuffer<TOut>();
        var keptAddressees = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (!isKept(rows, i)) continue;
            kept.AddFrom(rows, i, rows.Values[i]);
            addressees[keptAddressees++] = addressees[i];
        }

        addressees.RemoveRange(keptAddressees, addressees.Count - keptAddressees);
        held.CopyFrom(kept);
    }

    private void HoldBoth(KeyedBatch<TOut> rows, KeyedBatch<TOut> loaded)
    {
        var both = new RowBuffer<TOut>();
        for (int i = 0, j = 0; i < rows.Count || j < loaded.Count;)
        {
            if (j == loaded.Count || (i < rows.Count && rows.Times[i] <= loaded.Times[j])) both.AddFrom(rows, i, rows.Values[i++]);
            else both.AddFrom(loaded, j, loaded.Values[j++]);
        }

        held.CopyFrom(both);
        addressees.Clear();
        foreach (var value in held.Rows().Values) addressees.Add(recipients(value));
    }

    private delegate bool RowCondition(in KeyedBatch<TOut> rows, int row);
}
