using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>How tick files are to be put out of order.</summary>
internal sealed record DisorderOptions
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required string Output { get; init; }

    public TickFormat? OutputFormat { get; init; }

    /// <summary>An event may come this much of event time after one that it precedes; a disorder bound of as much puts it back.</summary>
    public TimeSpan Shuffle { get; init; }

    /// <summary>The share of events that come twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>The share of events that come later than the bound allows.</summary>
    public double Late { get; init; }

    /// <summary>How far behind such an event comes, at least; null for <see cref="DefaultLateBy"/>.</summary>
    public TimeSpan? LateBy { get; init; }

    public ulong Seed { get; init; }

    /// <summary>Twice the span of the shuffle, but no more than a minute beyond it; a second where nothing is shuffled.</summary>
    public TimeSpan DefaultLateBy => Shuffle == TimeSpan.Zero
        ? TimeSpan.FromSeconds(1)
        : Shuffle + TimeSpan.FromTicks(Math.Min(Shuffle.Ticks, TimeSpan.TicksPerMinute));
}
