namespace Cep;

/// <summary>What a shard made of one round. Reused.</summary>
internal sealed class ShardResult
{
    /// <summary>Whose result it is.</summary>
    public int Shard { get; init; }

    /// <summary>One column for each rule, in the order of the plan.</summary>
    public DerivedColumn?[] Columns { get; private set; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>What each rule keeps, in the order of the plan; null in the rounds in which it was not measured.</summary>
    public StateFigures[]? State { get; set; }

    /// <summary>The partial matches of each rule as the input ends, in the order of the plan; null in all other rounds.</summary>
    public ShardPartials?[]? Partials { get; set; }

    /// <summary>Takes columns and leaves emptied ones in their place.</summary>
    public void TakeFrom(DerivedColumn[] full, List<DeadLetter> letters)
    {
        if (Columns.Length == 0) Columns = Array.ConvertAll(full, DerivedColumn? (column) => column.CreateEmpty());
        for (var i = 0; i < full.Length; i++)
        {
            Columns[i]!.Compact([]);
            (Columns[i], full[i]) = (full[i], Columns[i]!);
        }

        TakeLetters(letters);
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

        TakeLetters(shard.DeadLetters);
    }

    private void TakeLetters(List<DeadLetter> letters)
    {
        DeadLetters.Clear();
        DeadLetters.AddRange(letters);
        letters.Clear();
    }
}
