namespace Cep.Rules;

/// <summary>
/// A sharp fall that turns into a sharp rise: at least so many consecutive prints each lower than the one before it, then at
/// least so many each higher, all within a short time. A sudden seller has been absorbed, and who sells in haste sells below
/// what the share is worth a minute later.
/// </summary>
/// <remarks>
/// Told at the last rise that is asked for, once for each bottom. The time is measured over the least shape: from the print
/// before the last falls asked for to that rise, both ends included. Two bottoms may have the top
/// between them in common. A print at the price of the one before it is neither fall
/// nor rise and ends the shape, unless <see cref="SkipRepeats"/>. Only prints that set the last price count.
/// </remarks>
[Rule("v-shape", Summary = "The price falls print by print and rises again print by print, within a short time.")]
public sealed class VShapeRule : Rule<Trade, BuyOpportunity>
{
    /// <summary>The most falls, and the most rises, that can be asked for.</summary>
    public const int MaxSteps = 31;

    /// <summary>Consecutive falls before the bottom, at least. 1 to <see cref="MaxSteps"/>.</summary>
    [Parameter("Consecutive falls before the bottom, at least.", Min = 1, Max = MaxSteps)]
    public int Falls { get; init; } = 3;

    /// <summary>Consecutive rises after the bottom. 1 to <see cref="MaxSteps"/>.</summary>
    [Parameter("Consecutive rises after the bottom; it is told at the last of them.", Min = 1, Max = MaxSteps)]
    public int Rises { get; init; } = 3;

    /// <summary>How long the shape may take, both ends included. 1 ms to one hour.</summary>
    [Parameter("How long the shape may take; exactly that long still counts.", Min = 0.001, Max = 3_600)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How deep the shape is at least, in percent of the price before the falls. 0 to 100.</summary>
    [Parameter("How deep the shape is at least, in percent of the price before the falls.", Min = 0, Max = 100)]
    public double MinDepthPercent { get; init; }

    /// <summary>A print at the price of the one before it is passed over and does not end the shape.</summary>
    [Parameter("Passes over prints at the price of the one before; without it such a print ends the shape. Tapes of liquid shares need it.")]
    public bool SkipRepeats { get; init; }

    /// <inheritdoc/>
    public override IObservable<BuyOpportunity> Query(EventStream<Trade> trades)
    {
        var prints = trades.Where(trade => LastPrice.IsSetBy(trade));
        var pattern = Pattern.Of<VShape>()
            .Begin(m => m.Falls, (trade, m) => m.Falls.IsEmpty || trade.Price < m.Falls.Last.Price).Times(Falls + 1).Consecutive()
            .Next(m => m.Rises, (trade, m) => trade.Price > m.All.Last.Price).Times(Rises).Consecutive()
            .Within(Within + TimeSpan.FromTicks(1))
            .NoSkip(EventUse.Shared);
        return
            from m in (SkipRepeats ? prints.DistinctUntilChanged(trade => trade.Price) : prints).Match(pattern)
            let found = new BuyOpportunity(m.Rises.Last.Price, Top: m.Falls.First.Price, Low: m.Falls.Last.Price, LowTime: m.Falls.Last.Time)
            where (found.Top - found.Low) * 100 >= MinDepthPercent * found.Top
            select found;
    }
}

/// <summary>The stages of a V.</summary>
internal sealed class VShape
{
    /// <summary>The print before the falls, and the falls; the last is the bottom.</summary>
    public Stage<Trade> Falls { get; } = new();

    /// <summary>The rises.</summary>
    public Stage<Trade> Rises { get; } = new();

    /// <summary>All of them.</summary>
    public AllStages<Trade> All { get; } = new();
}
