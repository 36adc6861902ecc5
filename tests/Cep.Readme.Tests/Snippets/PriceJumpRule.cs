namespace Cep.Rules;

/// <summary>A minute that closes at least so many percent above the last minute with trades.</summary>
[Rule("price-jump", Summary = "A minute that closes far above the minute before it.")]
public sealed class PriceJumpRule : Rule<Trade, PriceJump>
{
    /// <summary>How far above, in percent.</summary>
    [Parameter("How far above, in percent.", Min = 0)]
    public double Percent { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IObservable<PriceJump> Query(EventStream<Trade> trades) =>
        from minutes in trades.Tumbling(TimeSpan.FromMinutes(1)).Bars().Pairwise()
        let percent = (minutes.Current.Close / minutes.Previous.Close - 1) * 100
        where percent >= Percent
        select new PriceJump(percent, minutes.Current.Close);
}

/// <summary>A minute closed so many percent above the one before it.</summary>
public readonly record struct PriceJump(double Percent, double Close);
