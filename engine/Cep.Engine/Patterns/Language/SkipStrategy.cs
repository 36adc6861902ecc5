namespace Cep;

/// <summary>Where matching resumes after a match.</summary>
internal enum SkipKind
{
    NoSkip,
    ToNext,
    PastLast,
    ToFirst,
    ToLast,
}

/// <param name="Kind">Which.</param>
/// <param name="Stages">The numbers of the stages, any of which is meant, that <see cref="SkipKind.ToFirst"/> and <see cref="SkipKind.ToLast"/> name.</param>
/// <param name="Use">Whether matches share events.</param>
internal readonly record struct SkipStrategy(SkipKind Kind, IReadOnlyList<int> Stages, EventUse Use)
{
    /// <summary>Matches come as they are found, and none stands in the way of another.</summary>
    public bool IsNone => Kind == SkipKind.NoSkip && Use == EventUse.Shared;

    /// <summary>All matches that complete together are given, whatever their order.</summary>
    public bool GivesAll => Kind == SkipKind.NoSkip && Use != EventUse.Consumed;
}
