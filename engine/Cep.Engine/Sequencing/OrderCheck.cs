namespace Cep;

/// <summary>Sifts the events of a feed without disorder bound: each must be at least as late as those before it.</summary>
internal sealed class OrderCheck(LateRows lateRows)
{
    private readonly RowWalk walk = new();
    private bool[][] kept = [];

    /// <summary>The last batch lost nothing, so its rows are numbered without gaps.</summary>
    public bool IsWhole { get; private set; }

    public void Check(EventBatch batch, Round round)
    {
        IsWhole = batch.DeadLetters.Count == 0 && IsOrdered(batch);
        if (!IsWhole) Sift(batch, round);
    }

    /// <summary>The case of nearly all batches: one type, rows in order.</summary>
    private bool IsOrdered(EventBatch batch)
    {
        Column? only = null;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i].Count == 0) continue;
            if (only is not null) return false;
            only = batch.Columns[i];
        }

        if (only is null) return true;
        if (only is Column<HeartbeatRow>) return false;
        if (!only.IsAscendingFrom(lateRows.Reached)) return false;
        lateRows.Reach(only.Times[^1]);
        lateRows.Count(only.Count);
        return true;
    }

    private void Sift(EventBatch batch, Round round)
    {
        if (kept.Length < batch.Columns.Count) Array.Resize(ref kept, batch.Columns.Count);
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if ((kept[i]?.Length ?? 0) < batch.Columns[i].Count) kept[i] = new bool[batch.Columns[i].Count];
        }

        var isWhole = true;
        walk.Start(batch);
        while (walk.Next(round, lateRows))
        {
            var isHeartbeat = walk.Column is Column<HeartbeatRow>;
            var isKept = isHeartbeat ? lateRows.Hear(walk.Column.Times[walk.Row], round) : Admit(batch, round);
            kept[walk.ColumnIndex][walk.Row] = isKept;
            isWhole &= isKept && !isHeartbeat;
        }

        IsWhole = isWhole;
        if (isWhole) return;
        for (var i = 0; i < batch.Columns.Count; i++) batch.Columns[i].Keep(kept[i].AsSpan(0, batch.Columns[i].Count));
    }

    private bool Admit(EventBatch batch, Round round)
    {
        ref var time = ref walk.Column.Times[walk.Row];
        var isKept = time >= lateRows.Reached || lateRows.Admit(batch, walk, ref time, round);
        if (isKept) lateRows.Reach(time);
        lateRows.Count(1);
        return isKept;
    }
}
