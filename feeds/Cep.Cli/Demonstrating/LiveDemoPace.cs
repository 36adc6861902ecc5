namespace Cep.Cli;

/// <summary>How fast the demonstration goes.</summary>
/// <param name="Ticks">How many ticks there are.</param>
/// <param name="TicksPerSecond">How many of them are sent in a second.</param>
/// <param name="DownAt">When the cluster goes away.</param>
/// <param name="UpAt">When it comes back.</param>
internal sealed record LiveDemoPace(int Ticks, int TicksPerSecond, TimeSpan DownAt, TimeSpan UpAt)
{
    /// <summary>A quarter of a minute.</summary>
    public static LiveDemoPace Default { get; } = new(60_000, 5_000, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));
}
