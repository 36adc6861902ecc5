namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// The same events by another key: what follows works for each of these keys, whatever symbols the events have. So a rule
    /// sees the symbols of a sector together, or with a constant all of them: <c>trades.PartitionBy(_ =&gt; "market")</c>.
    /// </summary>
    /// <param name="key">The key of an event; not empty. It is the key of the derived events, too.</param>
    /// <remarks>
    /// A run with such a rule has one shard, because the events of a key may have any symbol. Where late events are allowed
    /// the rule tells only what is final. It can't be combined with <see cref="Rule.ForgetQuietKeysAfter"/>, which goes by
    /// symbol. An event for which the function throws is left out and becomes a dead letter. Streams that are joined
    /// afterwards must be partitioned alike.
    /// </remarks>
    public EventStream<T> PartitionBy(Func<T, string> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new PartitionStream<T>(this, value => Symbol.Of(key(value)));
    }

    /// <summary>As the other overload, by a symbol: of the underlying of an option, say.</summary>
    /// <param name="key">The key of an event.</param>
    public EventStream<T> PartitionBy(Func<T, Symbol> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new PartitionStream<T>(this, key);
    }
}

/// <summary>A stream by another key.</summary>
internal sealed class PartitionStream<T>(EventStream<T> source, Func<T, Symbol> key) : EventStream<T>
{
    internal override Output<T> Build(RulePlan plan)
    {
        if (plan.Rule.ForgetQuietKeysAfter is not null)
        {
            throw new InvalidOperationException("it uses PartitionBy and forgets quiet keys, which goes by symbol; leave out one of them.");
        }

        plan.GoAcrossSymbols();
        plan.Keys.Add(source, key);
        var operation = new PartitionOperator<T>(plan, key);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>Gives rows the numbers of other keys. It keeps nothing.</summary>
/// <remarks>
/// Behind it rows of several keys meet, so their order begins to matter. Rows of one time come from an operator in the order
/// of its timers or of its numbers for keys, which is not the same after a restart or in another process; here they get one
/// that is: by time, then by the last event from which they came, then by the names of their keys.
/// </remarks>
internal sealed class PartitionOperator<T>(RulePlan plan, Func<T, Symbol> key) : Consumer<T>
{
    private readonly RowBuffer<T> kept = new();
    private readonly KeySlice? slice = plan.Slice;
    private readonly KeySlices? slices = plan.Slice is { } own ? new KeySlices(own.Count) : null;
    private int[] keys = [];

    public Output<T> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (Number(batch) == batch.Count && IsInOrder(batch))
        {
            Output.Emit(new KeyedBatch<T>(keys.AsSpan(0, batch.Count), batch.Times, batch.Sequences, batch.Causes, batch.Values, batch.FirstSequence));
            return;
        }

        Keep(batch);
        kept.Flush(Output);
    }

    public override void OnEarly(in KeyedBatch<T> batch, long moment)
    {
        Number(batch);
        Keep(batch);
        kept.FlushEarly(Output, moment);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    /// <summary>Finds the rows' keys, −1 where the author's code throws or another run has the key. New ones need room in what follows.</summary>
    /// <returns>How many rows have one.</returns>
    private int Number(in KeyedBatch<T> batch)
    {
        if (keys.Length < batch.Count) keys = new int[Math.Max(batch.Count, keys.Length * 2)];
        var numbered = 0;
        for (var row = 0; row < batch.Count; row++)
        {
            keys[row] = -1;
            try
            {
                var symbol = key(batch.Values[row]);
                if (slices is not null && slices.Of(symbol) != slice!.Value.Number) continue;
                keys[row] = symbol.Id;
                numbered++;
            }
            catch (Exception fault)
            {
                if (slice is null or { Number: 0 }) plan.Faults.Report(batch, row, fault);
            }
        }

        plan.Shard.MakeRoomForKeys();
        return numbered;
    }

    private static bool IsInOrder(in KeyedBatch<T> batch)
    {
        for (var row = 1; row < batch.Count; row++)
        {
            if (batch.Times[row] == batch.Times[row - 1] && batch.SequenceOf(row) <= batch.SequenceOf(row - 1)) return false;
        }

        return true;
    }

    private void Keep(in KeyedBatch<T> batch)
    {
        foreach (var row in InOrder(batch))
        {
            if (keys[row] < 0) continue;
            if (batch.Causes.IsEmpty) kept.Add(keys[row], batch.Times[row], batch.SequenceOf(row), batch.Values[row]);
            else kept.Add(keys[row], batch.Times[row], batch.Causes[row], batch.Values[row]);
        }
    }

    /// <summary>The numbers of the rows in their order.</summary>
    private static int[] InOrder(in KeyedBatch<T> batch)
    {
        var order = new (long Time, long Sequence, string Key, int Row)[batch.Count];
        for (var row = 0; row < order.Length; row++) order[row] = (batch.Times[row], batch.SequenceOf(row), Symbol.Numbered(batch.Keys[row]).Name, row);
        Array.Sort(order, static (one, other) => Compare(one, other));
        return Array.ConvertAll(order, static entry => entry.Row);
    }

    private static int Compare(in (long Time, long Sequence, string Key, int Row) one, in (long Time, long Sequence, string Key, int Row) other)
    {
        var compared = one.Time.CompareTo(other.Time);
        if (compared == 0) compared = one.Sequence.CompareTo(other.Sequence);
        if (compared == 0) compared = string.CompareOrdinal(one.Key, other.Key);
        return compared != 0 ? compared : one.Row.CompareTo(other.Row);
    }
}
