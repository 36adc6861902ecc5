namespace Cep.Cli;

/// <summary>What the generator hides for rules to find.</summary>
internal enum PatternKind
{
    /// <summary>One print of many shares.</summary>
    BlockTrade,

    /// <summary>A minute of many times the usual volume.</summary>
    VolumeSpike,

    /// <summary>A steady rise out of a slow decline, with volume: the short average crosses above the long one.</summary>
    Breakout,
}

/// <summary>A pattern at its place.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Rank">The symbol, by rank of activity from 0.</param>
/// <param name="Minute">The first minute, from 04:00 in New York of the first day.</param>
/// <param name="Minutes">How long it lasts.</param>
internal sealed record PlantedPattern(PatternKind Kind, int Rank, int Minute, int Minutes)
{
    /// <summary>Time of its first print; null when the symbol had no print there.</summary>
    public EventTime? Time { get; set; }

    /// <summary>Shares of the block, or of all prints.</summary>
    public double Shares { get; set; }

    /// <summary>The pattern covers a minute.</summary>
    public bool Covers(int minute) => minute >= Minute && minute < Minute + Minutes;
}
