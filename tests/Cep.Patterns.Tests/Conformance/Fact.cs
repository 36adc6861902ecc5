namespace Cep.Patterns.Conformance;

/// <summary>An event of the flink-cep cases.</summary>
internal readonly record struct Fact(EventTime Time, string Label, string Name, double Id, double Price, double? Volume) : IEvent
{
    public Symbol Symbol => Symbol.Of("FACT");

    /// <summary>Flink compares events by value; events of one value have one label here.</summary>
    public (string Name, double Id, double Price, double? Volume) Value => (Name, Id, Price, Volume);
}

/// <summary>A match class with as many stages as any case needs.</summary>
internal sealed class FactMatch
{
    public Stage<Fact> S0 { get; } = new();

    public Stage<Fact> S1 { get; } = new();

    public Stage<Fact> S2 { get; } = new();

    public Stage<Fact> S3 { get; } = new();

    public Stage<Fact> S4 { get; } = new();

    public Stage<Fact> S5 { get; } = new();

    public Stage<Fact> S6 { get; } = new();

    public Stage<Fact> S7 { get; } = new();

    public Stage<Fact> S8 { get; } = new();

    public Stage<Fact> S9 { get; } = new();

    public Stage<Fact> S10 { get; } = new();

    public Stage<Fact> S11 { get; } = new();

    public Stage<Fact> S12 { get; } = new();

    public Stage<Fact> S13 { get; } = new();

    public Stage<Fact> S14 { get; } = new();

    public Stage<Fact> S15 { get; } = new();

    public AllStages<Fact> All { get; } = new();

    public static IReadOnlyList<Func<FactMatch, Stage<Fact>>> Stages { get; } =
    [
        m => m.S0, m => m.S1, m => m.S2, m => m.S3, m => m.S4, m => m.S5, m => m.S6, m => m.S7,
        m => m.S8, m => m.S9, m => m.S10, m => m.S11, m => m.S12, m => m.S13, m => m.S14, m => m.S15,
    ];
}
