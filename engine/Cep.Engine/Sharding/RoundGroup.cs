namespace Cep;

/// <summary>Rounds that go through the slices together: the rows of each slice in a batch of its own, and what it makes of them. Reused.</summary>
internal sealed class RoundGroup
{
    private readonly EventBatch[] batches;
    private readonly RowDeal deal;

    public RoundGroup(int slices)
    {
        batches = new EventBatch[slices];
        Results = new ShardResult[slices];
        deal = new RowDeal(slices);
        for (var i = 0; i < slices; i++)
        {
            batches[i] = new EventBatch();
            Results[i] = new ShardResult { Shard = i };
        }
    }

    /// <summary>What the group tells besides its events, and how far time comes with it.</summary>
    public Round Notices { get; } = new();

    /// <summary>What each slice made of the group.</summary>
    public ShardResult[] Results { get; }

    /// <summary>How many events the group holds.</summary>
    public int Rows { get; private set; }

    public void Clear()
    {
        foreach (var batch in batches) batch.Clear();
        Notices.Clear();
        Notices.Watermark = long.MinValue;
        Rows = 0;
    }

    /// <summary>Appends the events of a round to the batches of their slices.</summary>
    public void Add(Round round)
    {
        foreach (var column in round.Events.Columns)
        {
            if (column.Count == 0) continue;
            deal.Deal(column.Keys);
            for (var i = 0; i < batches.Length; i++)
            {
                var rows = deal.RowsOf(i);
                if (rows.Length > 0) batches[i].LikeColumn(column).AppendRows(column, rows, batches.Length);
            }
        }

        Rows += round.Events.Count;
        Notices.AddNotices(round);
        Notices.IsRevision = round.IsRevision;
    }

    /// <summary>Runs the rules of a slice.</summary>
    public void Run(MeasuredRun run, int slice)
    {
        batches[slice].Recount();
        run.Process(batches[slice], Notices.Watermark, Notices.LastTime, Notices.IsRevision);
        run.HandOver(Results[slice]);
    }
}
