namespace Cep.Patterns.Agreement;

/// <summary>An event of random streams.</summary>
internal readonly record struct Letter(EventTime Time, Symbol Symbol, char Kind, int Number) : IEvent;

/// <summary>The match class of random patterns.</summary>
internal sealed class LetterMatch
{
    public Stage<Letter> S0 { get; } = new();

    public Stage<Letter> S1 { get; } = new();

    public Stage<Letter> S2 { get; } = new();

    public Stage<Letter> S3 { get; } = new();

    public Stage<Letter> S4 { get; } = new();

    public Stage<Letter> S5 { get; } = new();

    public AllStages<Letter> All { get; } = new();

    public static IReadOnlyList<Func<LetterMatch, Stage<Letter>>> Stages { get; } =
        [m => m.S0, m => m.S1, m => m.S2, m => m.S3, m => m.S4, m => m.S5];
}
