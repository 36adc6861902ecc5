namespace Cep;

/// <summary>A pattern as it was written, without the types of its match: what matchers are made from.</summary>
/// <param name="Parts">The parts in order; the first has <see cref="Contiguity.Begin"/>.</param>
/// <param name="StageNames">The names of the members of the match, by number.</param>
internal sealed record PatternPlan(IReadOnlyList<PatternPart> Parts, IReadOnlyList<string> StageNames)
{
    public const int DefaultMaxPartialMatches = 100_000;

    /// <summary>How long a match may span.</summary>
    public TimeLimit Within { get; init; }

    /// <inheritdoc cref="Within"/>
    public long WithinNanos => Within.Nanos;

    /// <summary>In whose trading time limits are counted, of the whole or of parts; null when all are in event time.</summary>
    public TradingTime? Clock => Within.Clock ?? PatternPart.All(Parts).Select(part => part.Wait.Clock).FirstOrDefault(clock => clock is not null);

    public SkipStrategy Skip { get; init; }

    /// <summary>Of all matches that begin at an event only the preferred one counts, as in SQL; else all do.</summary>
    public bool IsPreferred { get; init; }

    /// <summary>The author said that it may wait for ever.</summary>
    public bool AllowsUnbounded { get; init; }

    public int MaxPartialMatches { get; init; } = DefaultMaxPartialMatches;

    public PartialMatchLimit AtLimit { get; init; }

    /// <summary>Says that a key would have more partial matches than it may.</summary>
    public InvalidOperationException TooMany(int count) => new(
        $"The pattern would have {count} partial matches of this key, more than {MaxPartialMatches}; narrow its conditions, "
        + "shorten .Within, or state another limit with .MaxPartialMatches.");
}
