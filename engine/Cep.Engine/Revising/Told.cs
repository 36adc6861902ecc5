namespace Cep;

/// <summary>
/// What a rule said of the times that are not settled: the derived events that stand, by key, in the order of time and
/// ordinal. Compares it with what holds now, and says what is to be retracted and what to be told.
/// </summary>
/// <param name="answers">Where derived events are told.</param>
internal sealed class Told(DerivedColumn answers)
{
    private readonly Dictionary<int, List<Entry>> standing = [];
    private readonly Dictionary<int, (long Time, int Count)> settled = [];
    private DerivedColumn rows = answers.CreateEmpty();
    private int dropped;

    /// <summary>Where derived events are told in this round.</summary>
    public DerivedColumn Answers { get; set; } = answers;

    /// <summary>Tells what followed from events that came in time.</summary>
    public void Add(DerivedColumn derived)
    {
        for (var row = 0; row < derived.Count; row++)
        {
            var mark = derived.MarkOf(row);
            if (mark.Status == DerivedStatus.Provisional)
            {
                Answers.AppendFrom(derived, row, derived.Keys[row]);
                continue;
            }

            var key = derived.Keys[row];
            var entries = EntriesOf(key);
            var time = derived.Times[row];
            var ordinal = entries.Count > 0 && entries[^1].Time == time ? entries[^1].Ordinal + 1 : SettledAt(key, time);
            Tell(derived, row, time, new RowMark(time, RowPhase.OnTime, DerivedStatus.Provisional, ordinal));
            entries.Add(Remember(derived, row, time, ordinal));
        }
    }

    /// <summary>Replaces what was said of some keys by what a late event makes of them.</summary>
    public void Revise(IEnumerable<int> keys, DerivedColumn derived, long moment)
    {
        var now = new Dictionary<int, List<Entry>>();
        foreach (var key in keys) now.Add(key, []);
        for (var row = 0; row < derived.Count; row++)
        {
            if (derived.MarkOf(row).Status == DerivedStatus.Provisional) continue;
            var (key, time) = (derived.Keys[row], derived.Times[row]);
            var list = now[key];
            list.Add(new Entry(time, list.Count > 0 && list[^1].Time == time ? list[^1].Ordinal + 1 : SettledAt(key, time), row));
        }

        foreach (var (key, list) in now) standing[key] = Replace(EntriesOf(key), list, derived, moment);
    }

    /// <summary>Confirms what nothing can change any more; what was said otherwise is retracted.</summary>
    public void Settle(DerivedColumn derived, long allowedLatenessNanos)
    {
        for (var row = 0; row < derived.Count; row++)
        {
            if (derived.MarkOf(row).Status == DerivedStatus.Provisional) continue;
            var (key, time) = (derived.Keys[row], derived.Times[row]);
            var ordinal = SettledAt(key, time);
            settled[key] = (time, ordinal + 1);
            var moment = TimerOrder.After(time, allowedLatenessNanos);
            if (TakeStanding(key, time, ordinal) is { } old && !derived.IsSame(row, rows, old.Row)) Retract(old, moment, RowPhase.Settled);
            Tell(derived, row, time, new RowMark(moment, RowPhase.Settled, DerivedStatus.Final, ordinal));
        }

        if (dropped > 1024 && dropped * 2 > rows.Count) Shrink();
    }

    /// <summary>Retracts at the end of the input what was never confirmed.</summary>
    public void SettleRest()
    {
        foreach (var entry in standing.Values.SelectMany(entries => entries)) Retract(entry, long.MaxValue, RowPhase.Settled);
        standing.Clear();
    }

    /// <summary>The keys of which something was told.</summary>
    public IEnumerable<int> Keys => standing.Keys.Union(settled.Keys).Order();

    /// <summary>Saves what was told of a key.</summary>
    public void Save(int key, StateWriter writer)
    {
        writer.Write(settled.GetValueOrDefault(key));
        var entries = standing.GetValueOrDefault(key) ?? [];
        writer.Write(entries.Count);
        foreach (var entry in entries)
        {
            writer.Write(entry.Ordinal);
            rows.SaveRow(entry.Row, writer);
        }
    }

    /// <summary>Takes what was told of a key.</summary>
    public void Load(int key, StateReader reader)
    {
        settled[key] = reader.Read<(long, int)>();
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var ordinal = reader.Read<int>();
            rows.LoadRow(key, reader);
            EntriesOf(key).Add(new Entry(rows.Times[^1], ordinal, rows.Count - 1));
        }
    }

    private List<Entry> Replace(List<Entry> before, List<Entry> now, DerivedColumn derived, long moment)
    {
        var result = new List<Entry>(now.Count);
        var (i, j) = (0, 0);
        while (i < before.Count || j < now.Count)
        {
            var order = i == before.Count ? 1 : j == now.Count ? -1 : before[i].Place.CompareTo(now[j].Place);
            if (order == 0 && derived.IsSame(now[j].Row, rows, before[i].Row))
            {
                result.Add(before[i++]);
                j++;
                continue;
            }

            if (order <= 0) Retract(before[i++], moment, RowPhase.Revision);
            if (order < 0) continue;
            var (time, ordinal, row) = now[j++];
            Tell(derived, row, time, new RowMark(moment, RowPhase.Revision, DerivedStatus.Provisional, ordinal));
            result.Add(Remember(derived, row, time, ordinal));
        }

        return result;
    }

    private Entry? TakeStanding(int key, long time, int ordinal)
    {
        if (!standing.TryGetValue(key, out var entries)) return null;
        var at = entries.FindIndex(entry => entry.Time == time && entry.Ordinal == ordinal);
        if (at < 0) return null;
        var entry = entries[at];
        entries.RemoveAt(at);
        if (entries.Count == 0) standing.Remove(key);
        dropped++;
        return entry;
    }

    private void Tell(DerivedColumn from, int row, long time, RowMark mark)
    {
        Answers.AppendFrom(from, row, from.Keys[row]);
        Answers.Mark(Answers.Count - 1, mark);
    }

    private void Retract(Entry entry, long moment, RowPhase phase)
    {
        Tell(rows, entry.Row, entry.Time, new RowMark(moment, phase, DerivedStatus.Retracted, entry.Ordinal));
        dropped++;
    }

    private Entry Remember(DerivedColumn from, int row, long time, int ordinal)
    {
        rows.AppendFrom(from, row, from.Keys[row]);
        return new Entry(time, ordinal, rows.Count - 1);
    }

    private List<Entry> EntriesOf(int key)
    {
        if (!standing.TryGetValue(key, out var entries)) standing.Add(key, entries = []);
        return entries;
    }

    private int SettledAt(int key, long time) => settled.TryGetValue(key, out var last) && last.Time == time ? last.Count : 0;

    /// <summary>Leaves the rows behind that stand no more.</summary>
    private void Shrink()
    {
        var fresh = rows.CreateEmpty();
        foreach (var entries in standing.Values)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                fresh.AppendFrom(rows, entries[i].Row, rows.Keys[entries[i].Row]);
                entries[i] = entries[i] with { Row = fresh.Count - 1 };
            }
        }

        rows = fresh;
        dropped = 0;
    }

    private readonly record struct Entry(long Time, int Ordinal, int Row)
    {
        public (long Time, int Ordinal) Place => (Time, Ordinal);
    }
}
