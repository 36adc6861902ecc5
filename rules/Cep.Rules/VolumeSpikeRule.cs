namespace Cep.Rules;

/// <summary>
/// A minute whose volume exceeds <c>factor</c> times the average volume of the <c>minutes</c> clock minutes before it. A
/// minute without trades counts as 0, so after a quiet spell any trading is a spike unless <see cref="MinVolume"/> asks for
/// more. Nothing is said of a symbol before that many minutes have gone by since its first minute with a trade.
/// </summary>
/// <remarks>Compared as volume · minutes > factor · (sum of the volumes), which is exact for whole shares. Event time is the end of the minute.</remarks>
[Rule("volume-spike", Summary = "A minute whose volume exceeds factor times the average volume of the minutes before it.")]
public sealed class VolumeSpikeRule : Rule<Trade, VolumeSpike>
{
    /// <summary>The longest <see cref="Minutes"/>: a trading day of 16 hours.</summary>
    public const int MaxMinutes = 960;

    /// <summary>How many times the average a minute's volume must exceed. 1 to 1,000,000.</summary>
    [Parameter("How many times the average volume a minute must exceed.", Min = 1, Max = 1_000_000)]
    public double Factor { get; init; } = 3;

    /// <summary>How many clock minutes before the minute are averaged. 1 to <see cref="MaxMinutes"/>.</summary>
    [Parameter("How many clock minutes before the minute are averaged.", Min = 1, Max = MaxMinutes)]
    public int Minutes { get; init; } = 20;

    /// <summary>Shares that a minute must have traded at least, whatever the average. At least 0.</summary>
    [Parameter("Shares that a minute must have traded at least, whatever the average.", Min = 0)]
    public double MinVolume { get; init; }

    /// <inheritdoc/>
    public override string WarmUp => $"{Minutes} minutes from the first trade of a symbol";

    /// <inheritdoc/>
    public override IObservable<VolumeSpike> Query(EventStream<Trade> trades) =>
        from now in trades
            .Tumbling(TimeSpan.FromMinutes(1)).Sum(trade => trade.Size)
            .Scan(() => new MinuteVolumes(Minutes), (volumes, minute) => volumes.Then(minute), volumes => volumes.Latest)
        where now.IsWarm && now.Volume >= MinVolume && now.Volume * Minutes > now.SumBefore * Factor
        select new VolumeSpike(
            now.Volume,
            now.SumBefore / Minutes,
            now.SumBefore == 0 ? null : now.Volume * Minutes / now.SumBefore,
            now.Minute.Start,
            now.Minute.End);
}

/// <summary>A minute traded far more than those before it.</summary>
/// <param name="Volume">Shares traded in the minute.</param>
/// <param name="Average">Average shares per minute over the minutes before it.</param>
/// <param name="Ratio">Volume by average; null when the average is 0.</param>
/// <param name="WindowStart">The minute's first moment.</param>
/// <param name="WindowEnd">The first moment after the minute; the event time.</param>
public readonly record struct VolumeSpike(double Volume, double Average, double? Ratio, EventTime WindowStart, EventTime WindowEnd);
