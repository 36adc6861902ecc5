namespace Cep;

/// <summary>What the sequencer holds, for snapshots.</summary>
internal sealed partial class Sequencer
{
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateReader> savedFeeds = new(StringComparer.Ordinal);

    /// <summary>The time of the last entry of the log.</summary>
    public long LastTime => lastTime;

    /// <summary>The number that the next event gets.</summary>
    public long NextSequence => sequence;

    /// <summary>Where each open feed goes on.</summary>
    public IReadOnlyDictionary<string, long> Positions =>
        new SortedDictionary<string, long>(open.Cursors.ToDictionary(static cursor => cursor.Name, static cursor => cursor.ResumeAt), StringComparer.Ordinal);

    /// <summary>Saves how far the log was made and what waits to go into it.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(sequence);
        writer.Write(lastTime);
        writer.Write(watermark);
        writer.Write(ended.Concat(closed.Select(feed => feed.Name)).Order(StringComparer.Ordinal).ToArray());
        var cursors = open.Cursors.OrderBy(static cursor => cursor.Order).ToList();
        writer.Write(cursors.Count);
        foreach (var cursor in cursors)
        {
            var own = new StateWriter(writer.Symbols);
            cursor.Save(own);
            writer.Write(cursor.Name);
            writer.WriteBlock(own.Written);
        }
    }

    private void Load(Snapshot snapshot)
    {
        var reader = new StateReader(snapshot.Sequencing, snapshot.Symbols);
        sequence = reader.Read<long>();
        lastTime = toldTime = reader.Read<long>();
        watermark = reader.Read<long>();
        ended.UnionWith(reader.Read<string[]>());
        for (var left = reader.Read<int>(); left > 0; left--) savedFeeds.Add(reader.Read<string>(), new StateReader(reader.ReadBlock(), snapshot.Symbols));
    }

    private StateReader? TakeSaved(string feed) => savedFeeds.Remove(feed, out var saved) ? saved : null;
}
