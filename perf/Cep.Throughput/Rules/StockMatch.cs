namespace Cep.Throughput;

/// <summary>The match of a <see cref="StockQuery"/>; only as many stages are used as the query has.</summary>
public sealed class StockMatch
{
#pragma warning disable CS1591 // The stages are numbered; there is nothing to say of each.
    public Stage<StockOrder> S00 { get; } = new();

    public Stage<StockOrder> S01 { get; } = new();

    public Stage<StockOrder> S02 { get; } = new();

    public Stage<StockOrder> S03 { get; } = new();

    public Stage<StockOrder> S04 { get; } = new();

    public Stage<StockOrder> S05 { get; } = new();

    public Stage<StockOrder> S06 { get; } = new();

    public Stage<StockOrder> S07 { get; } = new();

    public Stage<StockOrder> S08 { get; } = new();

    public Stage<StockOrder> S09 { get; } = new();

    public Stage<StockOrder> S10 { get; } = new();

    public Stage<StockOrder> S11 { get; } = new();

    public Stage<StockOrder> S12 { get; } = new();

    public Stage<StockOrder> S13 { get; } = new();

    public Stage<StockOrder> S14 { get; } = new();

    public Stage<StockOrder> S15 { get; } = new();

    public Stage<StockOrder> S16 { get; } = new();

    public Stage<StockOrder> S17 { get; } = new();

    public Stage<StockOrder> S18 { get; } = new();

    public Stage<StockOrder> S19 { get; } = new();

    public Stage<StockOrder> S20 { get; } = new();

    public Stage<StockOrder> S21 { get; } = new();

    public Stage<StockOrder> S22 { get; } = new();

    public Stage<StockOrder> S23 { get; } = new();

#pragma warning restore CS1591

    /// <summary>The stages in order.</summary>
    public static IReadOnlyList<Func<StockMatch, Stage<StockOrder>>> Stages { get; } =
    [
        m => m.S00, m => m.S01, m => m.S02, m => m.S03, m => m.S04, m => m.S05,
        m => m.S06, m => m.S07, m => m.S08, m => m.S09, m => m.S10, m => m.S11,
        m => m.S12, m => m.S13, m => m.S14, m => m.S15, m => m.S16, m => m.S17,
        m => m.S18, m => m.S19, m => m.S20, m => m.S21, m => m.S22, m => m.S23,
    ];
}

/// <summary>The match of a query of three stages.</summary>
public sealed class StockTriple
{
    /// <summary>A sale.</summary>
    public Stage<StockOrder> First { get; } = new();

    /// <summary>A purchase.</summary>
    public Stage<StockOrder> Second { get; } = new();

    /// <summary>A sale.</summary>
    public Stage<StockOrder> Third { get; } = new();
}
