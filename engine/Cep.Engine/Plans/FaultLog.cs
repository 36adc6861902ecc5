namespace Cep;

/// <summary>
/// The fault boundary of a rule in a shard: what its query threw, per key. Faults are put into log order before anything
/// follows from them, because operators work through a batch one after another, and a join that waits for time may come to
/// an event batches after another operator did.
/// </summary>
internal sealed class FaultLog(Rule rule, ShardPlan shard) : IKeyedState
{
    private readonly List<Fault> open = [];
    private readonly Dictionary<int, int> countByKey = [];
    private readonly Dictionary<int, (long Time, long Sequence)> quarantined = [];
    private readonly int limit = rule.FaultPolicy.Limit;

    public bool AnyQuarantined => quarantined.Count > 0;

    /// <summary>Whether a fault can take back rows that come after it in the log.</summary>
    public bool CanQuarantine => limit > 0;

    /// <summary>Notes that the row made the query throw.</summary>
    public void Report<T>(in KeyedBatch<T> batch, int row, Exception exception) =>
        Report(batch.Keys[row], batch.Times[row], batch.SequenceOf(row), exception);

    /// <summary>Notes that the query threw for a key.</summary>
    public void Report(int key, long time, long sequence, Exception exception) =>
        open.Add(new Fault(key, time, sequence, $"{exception.GetType().Name}: {exception.Message}"));

    /// <summary>Whether the rule says nothing more for a key at this place of the log.</summary>
    public bool IsQuarantined(int key, long time, long sequence) =>
        quarantined.TryGetValue(key, out var since) && (time, sequence).CompareTo(since) > 0;

    /// <summary>Makes dead letters of the faults up to a time, before which no more can come, and decides who is quarantined.</summary>
    public void Resolve(long watermark)
    {
        if (open.Count == 0) return;
        open.Sort();
        var due = 0;
        for (; due < open.Count && open[due].Time <= watermark; due++)
        {
            var fault = open[due];
            if (IsQuarantined(fault.Key, fault.Time, fault.Sequence)) continue;
            var count = countByKey[fault.Key] = countByKey.GetValueOrDefault(fault.Key) + 1;
            var isLast = limit > 0 && count == limit;
            if (isLast) quarantined.TryAdd(fault.Key, (fault.Time, fault.Sequence));
            shard.DeadLetters.Add(ToDeadLetter(fault, isLast));
        }

        open.RemoveRange(0, due);
    }

    public void Save(int key, StateWriter writer)
    {
        writer.Write(countByKey.GetValueOrDefault(key));
        var isQuarantined = quarantined.TryGetValue(key, out var since);
        writer.Write(isQuarantined);
        if (isQuarantined)
        {
            writer.Write(since.Time);
            writer.Write(since.Sequence);
        }

        var own = open.FindAll(fault => fault.Key == key);
        own.Sort();
        writer.Write(own.Count);
        foreach (var fault in own)
        {
            writer.Write(fault.Time);
            writer.Write(fault.Sequence);
            writer.Write(fault.Message);
        }
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        var count = reader.Read<int>();
        if (count > 0) countByKey[key] = count;
        if (reader.Read<bool>()) quarantined[key] = (reader.Read<long>(), reader.Read<long>());
        for (var left = reader.Read<int>(); left > 0; left--) open.Add(new Fault(key, reader.Read<long>(), reader.Read<long>(), reader.Read<string>()));
    }

    public void Forget(int key)
    {
        open.RemoveAll(fault => fault.Key == key);
        countByKey.Remove(key);
        quarantined.Remove(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (countByKey.ContainsKey(key)) figures.Add(2 * sizeof(int));
        if (quarantined.TryGetValue(key, out var since)) figures.Add(3 * sizeof(long), since.Time);
    }

    private DeadLetter ToDeadLetter(Fault fault, bool isLast)
    {
        var message = fault.Message;
        if (isLast) message += $" (fault {limit} of this key: the rule says nothing more for it)";
        return new DeadLetter(DeadLetterReason.RuleFault, rule.Name, fault.Sequence, message)
        {
            Version = rule.Identity.Version,
            Key = shard.SymbolOf(fault.Key).Name,
            Time = new EventTime(fault.Time),
        };
    }

    /// <summary>Which operator reports first depends on batches, so the messages decide between faults of one place.</summary>
    private readonly record struct Fault(int Key, long Time, long Sequence, string Message) : IComparable<Fault>
    {
        public int CompareTo(Fault other)
        {
            var order = (Time, Sequence).CompareTo((other.Time, other.Sequence));
            return order == 0 ? string.CompareOrdinal(Message, other.Message) : order;
        }
    }
}
