namespace Cep;

/// <summary>
/// The fault boundary of a rule in a shard: what its query threw, per key. Faults of a batch are put into log order before
/// anything follows from them, because operators work through a batch one after another.
/// </summary>
internal sealed class FaultLog(Rule rule, ShardPlan shard) : IKeyedState
{
    private readonly List<Fault> open = [];
    private readonly Dictionary<int, int> countByKey = [];
    private readonly Dictionary<int, (long Time, long Sequence)> quarantined = [];
    private readonly int limit = rule.FaultPolicy.Limit;

    public bool AnyQuarantined => quarantined.Count > 0;

    /// <summary>Notes that the row made the query throw.</summary>
    public void Report<T>(in KeyedBatch<T> batch, int row, Exception exception) =>
        Report(batch.Keys[row], batch.Times[row], batch.SequenceOf(row), exception);

    /// <summary>Notes that the query threw for a key.</summary>
    public void Report(int key, long time, long sequence, Exception exception) =>
        open.Add(new Fault(key, time, sequence, open.Count, exception));

    /// <summary>Whether the rule says nothing more for a key at this place of the log.</summary>
    public bool IsQuarantined(int key, long time, long sequence) =>
        quarantined.TryGetValue(key, out var since) && (time, sequence).CompareTo(since) > 0;

    /// <summary>Makes dead letters of the faults of the batch and decides who is quarantined.</summary>
    public void Resolve()
    {
        if (open.Count == 0) return;
        open.Sort();
        foreach (var fault in open)
        {
            if (IsQuarantined(fault.Key, fault.Time, fault.Sequence)) continue;
            var count = countByKey[fault.Key] = countByKey.GetValueOrDefault(fault.Key) + 1;
            var isLast = limit > 0 && count == limit;
            if (isLast) quarantined.TryAdd(fault.Key, (fault.Time, fault.Sequence));
            shard.DeadLetters.Add(ToDeadLetter(fault, isLast));
        }

        open.Clear();
    }

    public void Save(int key, StateWriter writer)
    {
        writer.Write(countByKey.GetValueOrDefault(key));
        var isQuarantined = quarantined.TryGetValue(key, out var since);
        writer.Write(isQuarantined);
        if (!isQuarantined) return;
        writer.Write(since.Time);
        writer.Write(since.Sequence);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        var count = reader.Read<int>();
        if (count > 0) countByKey[key] = count;
        if (reader.Read<bool>()) quarantined[key] = (reader.Read<long>(), reader.Read<long>());
    }

    public void Forget(int key)
    {
        countByKey.Remove(key);
        quarantined.Remove(key);
    }

    private DeadLetter ToDeadLetter(Fault fault, bool isLast)
    {
        var error = fault.Exception;
        var message = $"{error.GetType().Name}: {error.Message}";
        if (isLast) message += $" (fault {limit} of this key: the rule says nothing more for it)";
        return new DeadLetter(DeadLetterReason.RuleFault, rule.Name, fault.Sequence, message)
        {
            Version = rule.Identity.Version,
            Key = shard.SymbolOf(fault.Key).Name,
            Time = new EventTime(fault.Time),
        };
    }

    private readonly record struct Fault(int Key, long Time, long Sequence, int Order, Exception Exception) : IComparable<Fault>
    {
        public int CompareTo(Fault other) => (Time, Sequence, Order).CompareTo((other.Time, other.Sequence, other.Order));
    }
}
