namespace Cep;

/// <summary>What a shard made of one round. Reused.</summary>
internal sealed class ShardResult
{
    /// <summary>Whose result it is.</summary>
    public int Shard { get; init; }

    /// <summary>One column for each rule, in the order of the plan.</summary>
    public DerivedColumn?[] Columns { get; private set; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>How partial matches of explained rules ended.</summary>
    public List<PartialMatchEnd> Ends { get; } = [];

    /// <summary>What each rule keeps, in the order of the plan; null in the rounds in which it was not measured.</summary>
    public StateFigures[]? State { get; set; }

    /// <summary>The partial matches of each rule as the input ends, in the order of the plan; null in all other rounds.</summary>
    public ShardPartials?[]? Partials { get; set; }

    /// <summary>Takes columns and leaves emptied ones in their place.</summary>
    public void TakeFrom(DerivedColumn[] full, ShardPlan shard)
    {
        if (Columns.Length == 0) Columns = Array.ConvertAll(full, DerivedColumn? (column) => column.CreateEmpty());
        for (var i = 0; i < full.Length; i++)
        {
            Columns[i]!.Compact([]);
            (Columns[i], full[i]) = (full[i], Columns[i]!);
        }

        TakeNotices(shard);
    }

    /// <summary>Takes what the shard derived and leaves emptied columns in its place.</summary>
    public void TakeFrom(ShardPlan shard)
    {
        if (Columns.Length == 0) Columns = new DerivedColumn?[shard.Rules.Count];
        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i]?.Compact([]);
            Columns[i] = shard.Rules[i].Swap(Columns[i]);
        }

        TakeNotices(shard);
    }

    private void TakeNotices(ShardPlan shard)
    {
        Move(shard.DeadLetters, DeadLetters);
        Move(shard.Ends, Ends);
    }

    private static void Move<T>(List<T> from, List<T> to)
    {
        to.Clear();
        to.AddRange(from);
        from.Clear();
    }
}
