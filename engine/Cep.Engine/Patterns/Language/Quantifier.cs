namespace Cep;

/// <summary>How often a part of a pattern occurs.</summary>
/// <param name="Min">The least number of times when it occurs at all; at least 1.</param>
/// <param name="Max">The greatest number; <see cref="Unbounded"/> for no limit.</param>
internal sealed record Quantifier(int Min = 1, int Max = 1)
{
    public const int Unbounded = int.MaxValue;

    public static readonly Quantifier Once = new();

    /// <summary>It may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>It takes all it can before the next part begins.</summary>
    public bool IsGreedy { get; init; }

    /// <summary>It takes as little as it can; only in patterns that search the preferred match.</summary>
    public bool IsReluctant { get; init; }

    /// <summary>Contiguity between one time and the next: Next, FollowedBy or FollowedByAny.</summary>
    public Contiguity Loop { get; init; } = Contiguity.FollowedBy;

    /// <summary>An event that satisfies it ends the loop; null for none.</summary>
    public Condition? Until { get; init; }

    public bool IsUnbounded => Max == Unbounded;

    public bool IsSingle => Min == 1 && Max == 1;
}
