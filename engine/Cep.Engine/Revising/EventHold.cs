namespace Cep;

/// <summary>
/// The events of a shard that a late one may still precede. They are given out by event time, those of equal time by
/// sequence number; a late event has a greater one than all that came before it.
/// </summary>
internal sealed class EventHold
{
    private readonly List<HeldColumn> columns = [];

    /// <summary>Takes events.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="areLate">They are late ones; else they came in time.</param>
    public void Add(EventBatch batch, bool areLate)
    {
        foreach (var column in batch.Columns)
        {
            if (column.Count == 0) continue;
            column.WriteOutSequences();
            var held = Of(column);
            (areLate ? held.Late : held.InTime).Append(column, 0, column.Count);
        }
    }

    /// <summary>Moves the events up to a time into an empty batch.</summary>
    public void Release(long until, EventBatch into)
    {
        foreach (var column in columns) column.Release(until, into.LikeColumn(column.InTime));
        into.Recount();
    }

    /// <summary>Copies the events of some keys up to a time into an empty batch.</summary>
    public void Select(HashSet<int> keys, long until, EventBatch into)
    {
        foreach (var column in columns) column.Select(keys, until, into.LikeColumn(column.InTime));
        into.Recount();
    }

    /// <summary>The events that are held, in no order.</summary>
    public IEnumerable<HeldRow> Rows => columns.SelectMany(column => column.Rows);

    /// <summary>Takes an event that was saved; those that came in time come in their order.</summary>
    /// <param name="row">The event.</param>
    /// <param name="key">Its key in this shard.</param>
    public void Add(HeldRow row, int key)
    {
        var held = Of(row.Column);
        var to = row.IsLate ? held.Late : held.InTime;
        to.Append(row.Column, row.Row, 1);
        to.Keys[^1] = key;
    }

    private HeldColumn Of(Column column)
    {
        foreach (var held in columns)
        {
            if (held.InTime.TypeIndex == column.TypeIndex) return held;
        }

        var made = new HeldColumn(column.CreateEmpty(), column.CreateEmpty());
        columns.Add(made);
        return made;
    }
}

/// <summary>An event that is held.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Row">Its row there.</param>
/// <param name="IsLate">It came late.</param>
internal readonly record struct HeldRow(Column Column, int Row, bool IsLate)
{
    public long Sequence => Column.Sequences[Row];
}
