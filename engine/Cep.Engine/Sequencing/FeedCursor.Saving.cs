namespace Cep;

/// <summary>What a cursor holds, for snapshots.</summary>
internal sealed partial class FeedCursor
{
    /// <summary>Entries of the feed that were read: events, heartbeats of its own and what could not be read.</summary>
    private long entries;

    /// <summary>Entries at the feed's beginning that a snapshot has already; a feed that can't be opened further on is read over them.</summary>
    private long known;

    /// <summary>Where the feed goes on after all that was read, see <see cref="EventBatch.ResumeAt"/>.</summary>
    public long ResumeAt { get; private set; } = -1;

    /// <summary>Saves how far the feed was read and what was read and waits.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(ResumeAt);
        writer.Write(entries);
        writer.Write(hasEnded);
        lateRows.Save(writer);
        disorder?.Save(writer);
        SaveBatch(writer);
    }

    /// <summary>Goes on from what was saved.</summary>
    public void Load(StateReader reader)
    {
        ResumeAt = reader.Read<long>();
        entries = reader.Read<long>();
        if (ResumeAt < 0) known = entries;
        hasEnded = reader.Read<bool>();
        lateRows.Load(reader);
        disorder?.Load(reader);
        var rows = reader.Read<int>();
        for (var row = 0; row < rows; row++) SavedEvents.Read(reader, batch, row);
        batch.Recount();
        Rewind(batch);
    }

    private void SaveBatch(StateWriter writer)
    {
        var rows = new List<(long Place, Column Column, int Row)>();
        foreach (var left in heads.AsSpan(0, filled))
        {
            for (var row = left.Position; row < left.Column.Count; row++) rows.Add((left.Column.Sequences[row], left.Column, row));
        }

        rows.Sort((left, right) => left.Place.CompareTo(right.Place));
        writer.Write(rows.Count);
        foreach (var (_, column, row) in rows) SavedEvents.Write(writer, column, row);
    }

    /// <summary>Notes what was read and drops what a snapshot has already.</summary>
    private void Note(EventBatch next)
    {
        if (next.ResumeAt >= 0) ResumeAt = next.ResumeAt;
        var read = next.Count + next.DeadLetters.Count;
        var over = (int)Math.Min(known, read);
        known -= over;
        entries += read - over;
        if (over > 0) DropFirst(next, over);
    }

    /// <summary>Drops the first entries of a batch. A dead letter stands before the row that it names.</summary>
    private static void DropFirst(EventBatch from, int count)
    {
        var letters = 0;
        while (letters < from.DeadLetters.Count && from.DeadLetters[letters].Row + letters < count) letters++;
        from.DropFirst(count - letters, letters);
    }
}
