namespace Cep.Patterns.Conformance;

/// <summary>A row of a partition as an event; its time is its place in the partition.</summary>
internal readonly record struct SqlRow(EventTime Time, Symbol Symbol, SqlPartition Partition, int Index) : IEvent;

/// <summary>The rows of a partition in their order, each with its columns.</summary>
internal sealed record SqlPartition(Symbol Key, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows)
{
    public IEnumerable<SqlRow> Events => Rows.Select((_, i) => new SqlRow(new EventTime(i), Key, this, i));
}

/// <summary>A match class with as many stages as any case has variables.</summary>
internal sealed class SqlMatch
{
    public Stage<SqlRow> S0 { get; } = new();

    public Stage<SqlRow> S1 { get; } = new();

    public Stage<SqlRow> S2 { get; } = new();

    public Stage<SqlRow> S3 { get; } = new();

    public Stage<SqlRow> S4 { get; } = new();

    public Stage<SqlRow> S5 { get; } = new();

    public Stage<SqlRow> S6 { get; } = new();

    public Stage<SqlRow> S7 { get; } = new();

    public Stage<SqlRow> S8 { get; } = new();

    public Stage<SqlRow> S9 { get; } = new();

    /// <summary>Without the rows of excluded parts.</summary>
    public AllStages<SqlRow> Shown { get; } = new();

    public static IReadOnlyList<Func<SqlMatch, Stage<SqlRow>>> Stages { get; } =
        [m => m.S0, m => m.S1, m => m.S2, m => m.S3, m => m.S4, m => m.S5, m => m.S6, m => m.S7, m => m.S8, m => m.S9];
}
