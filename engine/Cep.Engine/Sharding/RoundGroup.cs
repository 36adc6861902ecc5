namespace Cep;

/// <summary>Rounds that go through the slices together: their events as they came, and what each slice makes of them. Reused.</summary>
internal sealed class RoundGroup
{
    /// <summary>Rounds of few events share a batch up to this size, so that a slice need not look through many small ones.</summary>
    private const int SharedRows = 1024;

    private readonly List<EventBatch> batches = [new EventBatch()];
    private int last;

    public RoundGroup(int slices)
    {
        Results = new ShardResult[slices];
        for (var i = 0; i < slices; i++) Results[i] = new ShardResult { Shard = i };
    }

    /// <summary>What the group tells besides its events, and how far time comes with it.</summary>
    public Round Notices { get; } = new();

    /// <summary>What each slice made of the group.</summary>
    public ShardResult[] Results { get; }

    /// <summary>How many events the group holds.</summary>
    public int Rows { get; private set; }

    /// <summary>The events, batch after batch in the order of the log. Read by all threads at once.</summary>
    public IEnumerable<EventBatch> Batches => batches.Take(last + 1);

    public void Clear()
    {
        for (var i = 0; i <= last; i++) batches[i].Clear();
        last = 0;
        Rows = 0;
        Notices.Clear();
        Notices.Watermark = long.MinValue;
    }

    /// <summary>Takes what a round holds. A batch of some size is taken as it is, and the round gets an empty one for it.</summary>
    public void Add(Round round)
    {
        Rows += round.Events.Count;
        Notices.AddNotices(round);
        Notices.IsRevision = round.IsRevision;
        if (batches[last].Count + round.Events.Count <= SharedRows && batches[last].Count > 0) Append(batches[last], round.Events);
        else if (round.Events.Count > 0) Take(round);
    }

    private static void Append(EventBatch to, EventBatch from)
    {
        foreach (var column in from.Columns)
        {
            if (column.Count == 0) continue;
            var mine = to.LikeColumn(column);
            mine.WriteOutSequences();
            column.WriteOutSequences();
            mine.Append(column, 0, column.Count);
        }

        to.Recount();
    }

    private void Take(Round round)
    {
        if (batches[last].Count > 0 && ++last == batches.Count) batches.Add(new EventBatch());
        (batches[last], round.Events) = (round.Events, batches[last]);
    }
}
