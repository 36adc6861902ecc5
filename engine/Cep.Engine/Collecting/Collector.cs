using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// Puts the derived events of all shards into one total order (the moment they are told, event time, rule, key, ordinal)
/// and releases them up to the watermark. That is what makes the output independent of the threads. The moment is the
/// event time, but for windows that fire early and for late events that are allowed.
/// </summary>
/// <param name="shards">How many there are.</param>
/// <param name="outputs">Where all goes.</param>
/// <param name="tally">Counts it.</param>
/// <param name="settlingNanos">How long after its event a rule's fault is known for good.</param>
/// <param name="toldUntil">What belongs to moments up to this was told before, by a collector that took the same rounds.</param>
internal sealed partial class Collector(int shards, RunOutputs outputs, RunTally tally, long settlingNanos, long toldUntil = long.MinValue)
{
    private readonly EventIds ids = new();
    private readonly List<Waiting> waiting = [];
    private readonly NoticeQueue<DeadLetter> letters = new(letter => MomentOf(letter, settlingNanos), ByPlace);
    private readonly NoticeQueue<LateEvent> late = new(static late => late.Reached, ByPlace);
    private readonly NoticeQueue<PartialMatchEnd> ends = new(end => Later(end.Time, settlingNanos), ByPlace);
    private readonly List<int> kept = [];
    private DerivedColumn[] columns = [];
    private int[] ranks = [];
    private long arrivals;

    /// <summary>Takes what the shards have measured; null where nobody wants to know.</summary>
    public StateTotals? State { get; init; }

    /// <summary>The rules of whose partial matches is told how they end.</summary>
    public IReadOnlyList<Explain> Explained { get; init; } = [];

    /// <summary>Takes what the shards made of a round and releases what is complete.</summary>
    public void Collect(Round round, ReadOnlySpan<ShardResult> results)
    {
        if (round.Watermark > toldUntil || toldUntil == long.MinValue) Tell(round.Heartbeats);
        letters.Add(round.Malformed);
        late.Add(round.Late);
        foreach (var result in results) Take(result);
        if (waiting.Count > 0) Release(round.Watermark);
        // Before time begins nothing says in what order notices of several feeds stand; they wait for it.
        if (round.Watermark > long.MinValue) Notify(new EventTime(round.Watermark));
        if (round.Watermark > toldUntil) State?.Take(new EventTime(round.LastTime), results);
    }

    private void Tell(List<Heartbeat> heartbeats)
    {
        foreach (var heartbeat in heartbeats) outputs.OnHeartbeat?.Invoke(heartbeat);
    }

    private static EventTime MomentOf(DeadLetter letter, long settlingNanos) =>
        letter.Reason == DeadLetterReason.RuleFault ? Later(letter.Time, settlingNanos) : letter.Time;

    private static EventTime Later(EventTime time, long nanos) => time.Nanos <= long.MaxValue - nanos ? new EventTime(time.Nanos + nanos) : time;

    private static int ByPlace(DeadLetter left, DeadLetter right)
    {
        var order = left.Time.CompareTo(right.Time);
        if (order == 0) order = left.Reason.CompareTo(right.Reason);
        if (order == 0) order = string.CompareOrdinal(left.Source, right.Source);
        return order == 0 ? string.CompareOrdinal(left.Key, right.Key) : order;
    }

    private static int ByPlace(LateEvent left, LateEvent right)
    {
        var order = left.Reached.CompareTo(right.Reached);
        return order == 0 ? string.CompareOrdinal(left.Feed, right.Feed) : order;
    }

    private static int ByPlace(PartialMatchEnd left, PartialMatchEnd right)
    {
        var order = left.Time.CompareTo(right.Time);
        if (order == 0) order = left.IsAfterEnd.CompareTo(right.IsAfterEnd);
        if (order == 0) order = string.CompareOrdinal(left.Rule, right.Rule);
        if (order == 0) order = string.CompareOrdinal(left.Key, right.Key);
        return order == 0 ? left.Pattern.CompareTo(right.Pattern) : order;
    }

    private void Notify(EventTime watermark)
    {
        foreach (var letter in letters.TakeUntil(watermark))
        {
            if (WasTold(MomentOf(letter, settlingNanos))) continue;
            tally.CountDeadLetter(letter.Reason);
            outputs.DeadLetters?.Write(letter);
        }

        foreach (var notice in late.TakeUntil(watermark))
        {
            if (!WasTold(notice.Reached)) outputs.OnLate?.Invoke(notice);
        }

        foreach (var end in ends.TakeUntil(watermark))
        {
            if (!WasTold(Later(end.Time, settlingNanos)) && tally.Ends.Count(end, Explained)) outputs.OnPartialMatchEnd?.Invoke(end);
        }
    }

    private bool WasTold(EventTime moment) => toldUntil != long.MinValue && moment.Nanos <= toldUntil;

    private void Take(ShardResult result)
    {
        if (columns.Length == 0) Prepare(result.Columns!);
        for (var rule = 0; rule < columns.Length; rule++)
        {
            var from = result.Columns[rule]!;
            for (var row = 0; row < from.Count; row++)
            {
                columns[rule].AppendFrom(from, row, from.Keys[row] * shards + result.Shard);
                Wait(rule, columns[rule].Count - 1);
            }
        }

        letters.Add(result.DeadLetters);
        ends.Add(result.Ends);
    }

    private void Wait(int rule, int row)
    {
        var column = columns[rule];
        var mark = column.MarkOf(row);
        waiting.Add(new Waiting(mark.Moment, mark.Phase, column.Times[row], ranks[rule], column.Keys[row], arrivals++, rule, row));
    }

    private void Prepare(DerivedColumn[] first)
    {
        columns = Array.ConvertAll(first, column => column.CreateEmpty());
        var byName = columns.OrderBy(column => column.Rule.Name, StringComparer.Ordinal).ToList();
        ranks = Array.ConvertAll(columns, column => byName.IndexOf(column));
    }

    private void Release(long watermark)
    {
        var rows = CollectionsMarshal.AsSpan(waiting);
        rows.Sort();
        var complete = 0;
        var ordinal = 0;
        for (; complete < rows.Length && rows[complete].Moment <= watermark; complete++)
        {
            ordinal = complete > 0 && rows[complete].IsSamePlace(rows[complete - 1]) ? ordinal + 1 : 0;
            if (!WasTold(new EventTime(rows[complete].Moment))) Write(rows[complete], ordinal);
        }

        if (complete > 0) Forget(complete);
    }

    /// <summary>Drops what was released and moves up what still waits: results of windows that end at the next event's time.</summary>
    private void Forget(int released)
    {
        waiting.RemoveRange(0, released);
        for (var rule = 0; rule < columns.Length; rule++)
        {
            kept.Clear();
            foreach (var row in waiting)
            {
                if (row.Rule == rule) kept.Add(row.Row);
            }

            if (kept.Count == columns[rule].Count) continue;
            kept.Sort();
            columns[rule].Compact(CollectionsMarshal.AsSpan(kept));
            Renumber(rule);
        }
    }

    private void Renumber(int rule)
    {
        var rows = CollectionsMarshal.AsSpan(waiting);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Rule == rule) rows[i] = rows[i] with { Row = kept.BinarySearch(rows[i].Row) };
        }
    }

    private void Write(in Waiting row, int ordinal)
    {
        var column = columns[row.Rule];
        var mark = column.MarkOf(row.Row);
        if (mark.Ordinal >= 0) ordinal = mark.Ordinal;
        var key = SymbolTable.NameOf(row.Symbol);
        var derived = new DerivedEvent(column.Payloads, row.Row)
        {
            Id = ids.Of(column.Rule, key, row.Time, ordinal),
            Rule = column.Rule,
            Key = key,
            Time = new EventTime(row.Time),
            Ordinal = ordinal,
            Status = mark.Status,
            Causes = column.Causes[row.Row],
            Recipients = column.RecipientsOf(row.Row),
        };
        tally.CountDerived(column.Rule, mark.Status);
        outputs.Write(derived);
    }

    /// <summary>A derived event that waits for its turn.</summary>
    private readonly record struct Waiting(
        long Moment, RowPhase Phase, long Time, int Rank, int Symbol, long Arrival, int Rule, int Row) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other)
        {
            var order = Moment.CompareTo(other.Moment);
            // As bytes: comparing enums boxes them.
            if (order == 0) order = ((byte)Phase).CompareTo((byte)other.Phase);
            if (order == 0) order = Time.CompareTo(other.Time);
            if (order == 0) order = Rank.CompareTo(other.Rank);
            if (order == 0 && Symbol != other.Symbol) order = string.CompareOrdinal(SymbolTable.NameOf(Symbol), SymbolTable.NameOf(other.Symbol));
            return order == 0 ? Arrival.CompareTo(other.Arrival) : order;
        }

        public bool IsSamePlace(in Waiting other) =>
            Moment == other.Moment && Phase == other.Phase && Time == other.Time && Rank == other.Rank && Symbol == other.Symbol;
    }
}
