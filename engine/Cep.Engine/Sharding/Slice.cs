namespace Cep;

/// <summary>The rules of one slice of the keys, with a batch into which it gathers its events. One thread at a time runs it.</summary>
/// <param name="run">The rules.</param>
/// <param name="number">The slice's number.</param>
/// <param name="slices">How many there are.</param>
internal sealed class Slice(MeasuredRun run, int number, int slices)
{
    private readonly RowPick pick = new(number, slices);
    private readonly EventBatch events = new();

    /// <summary>The rules.</summary>
    public MeasuredRun Rules => run;

    /// <summary>Runs the rules over the slice's part of a group.</summary>
    public void Run(RoundGroup group)
    {
        events.Clear();
        foreach (var batch in group.Batches)
        {
            foreach (var column in batch.Columns)
            {
                var rows = pick.Of(column.Keys);
                if (rows.Length > 0) events.LikeColumn(column).AppendRows(column, rows, slices);
            }
        }

        events.Recount();
        run.Process(events, group.Notices.Watermark, group.Notices.LastTime, group.Notices.IsRevision);
        run.HandOver(group.Results[number]);
    }
}
