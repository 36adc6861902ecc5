namespace Cep.Simulation;

/// <summary>Which windows there are, apart from what they compute.</summary>
internal abstract record WindowKind
{
    /// <summary>Whether each event lies in a window, so that code which throws is asked for each of them.</summary>
    public abstract bool CoversAllTime { get; }

    /// <summary>Whether an aggregate needs no merge to be computed over these windows.</summary>
    public virtual bool DoesWithoutMerge => true;

    public abstract string Describe();

    public abstract Windows<Row> Build(QueryInputs inputs);

    /// <summary>The windows of one key with the rows in them, in the order of their results.</summary>
    public abstract IEnumerable<ReferenceWindow> Of(IReadOnlyList<FiguredRow> rows, ReferenceScope scope);

    protected static long Nanos(TimeSpan duration) => duration.Ticks * 100;
}

/// <summary>A row with the figure that the author's code makes of it.</summary>
internal readonly record struct FiguredRow(ReferenceRow Row, double Figure);

/// <summary>A window of one key.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The time of its result.</param>
/// <param name="Rows">What lies in it; at least one row.</param>
internal sealed record ReferenceWindow(long Start, long End, IReadOnlyList<FiguredRow> Rows)
{
    /// <inheritdoc cref="ReferenceRow.IsDue"/>
    public bool IsDue { get; init; } = true;

    /// <inheritdoc cref="ReferenceRow.EarlyAt"/>
    public long? EarlyAt { get; init; }
}
