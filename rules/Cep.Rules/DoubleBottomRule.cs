namespace Cep.Rules;

/// <summary>
/// Two lows at about the same level with a rise between them, then a close above the high between. Buyers stood at one price
/// twice, and now the sellers who stood above give way.
/// </summary>
/// <remarks>
/// Looked for among the closes of bars, so that a single print makes neither a low nor a break. A low counts once the price has
/// risen from it by <c>risePercent</c>, a high once it has fallen by as much; smaller moves are passed over. The second low is
/// the very next one. No close may lie below both lows before the break. Each low, high and break belongs to one double bottom
/// at most. Event time is the end of the bar that breaks. Only prints that set the last price count.
/// </remarks>
[Rule("double-bottom", Summary = "Two lows at about the same level with a rise between them, then a close above the high between.")]
public sealed class DoubleBottomRule : Rule<Trade, DoubleBottom>
{
    /// <summary>Length of a bar, aligned to the epoch. 1 s to one hour.</summary>
    [Parameter("Length of a bar; bars are aligned to the epoch.", Min = 1, Max = 3_600)]
    public TimeSpan Bar { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far the price rises from a low, and falls from the high between, at least, in percent. 0.01 to 50.</summary>
    [Parameter("How far the price rises from a low, and falls from the high between, at least, in percent.", Min = 0.01, Max = 50)]
    public double RisePercent { get; init; } = 0.3;

    /// <summary>How far the second low may lie from the first, in percent of it; less than <see cref="RisePercent"/>. 0 to 50.</summary>
    [Parameter("How far the second low may lie from the first, above or below, in percent of it; less than risePercent.", Min = 0, Max = 50)]
    public double TolerancePercent { get; init; } = 0.1;

    /// <summary>How long it may take from the bar that makes sure of the first low to the break, and the longest pause of a symbol. One minute to one day.</summary>
    [Parameter("How long it may take from the bar that makes sure of the first low to the break; a symbol that is quiet for longer begins anew.", Min = 60, Max = 86_400)]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public override string WarmUp => $"until the price of a symbol has moved by {RisePercent} percent";

    /// <inheritdoc/>
    public override string? Validate() => TolerancePercent < RisePercent
        ? null
        : $"tolerancePercent ({TolerancePercent}) must be less than risePercent ({RisePercent}).";

    /// <inheritdoc/>
    public override IObservable<DoubleBottom> Query(EventStream<Trade> trades)
    {
        var pattern = Pattern.Of<TwoLows>()
            .Begin(m => m.First, swing => swing.Turn == SwingTurn.Low)
            .FollowedBy(m => m.Between, swing => swing.Turn == SwingTurn.High)
            .NotFollowedBy(m => m.Elsewhere, (swing, m) => swing.Turn == SwingTurn.Low && !AreLevel(swing.Low, m.First.Last.Low))
            .FollowedBy(m => m.Second, (swing, m) => swing.Turn == SwingTurn.Low && AreLevel(swing.Low, m.First.Last.Low))
            .NotFollowedBy(m => m.Below, (swing, m) => swing.Close < Math.Min(m.First.Last.Low, m.Second.Last.Low))
            .FollowedBy(m => m.Break, (swing, m) => swing.Close > m.Between.Last.High)
            .Within(Within)
            .NoSkip(EventUse.Consumed);
        return
            from m in trades
                .Where(trade => LastPrice.IsSetBy(trade))
                .Tumbling(Bar).Last(trade => trade.Price)
                .Scan(Swing.None, (swing, close) => swing.Then(close, RisePercent, Within))
                .Match(pattern)
            let first = m.First.Last
            let second = m.Second.Last
            let between = m.Between.Last
            select new DoubleBottom(first.Low, first.LowTime, between.High, between.HighTime, second.Low, second.LowTime, m.Break.Last.Close);
    }

    private bool AreLevel(double low, double first) => Math.Abs(low - first) * 100 <= TolerancePercent * first;
}

/// <summary>The stages of a double bottom.</summary>
internal sealed class TwoLows
{
    /// <summary>The price has turned at the first low.</summary>
    public Stage<Swing> First { get; } = new();

    /// <summary>It has turned at the high between.</summary>
    public Stage<Swing> Between { get; } = new();

    /// <summary>It turns at a low of another level.</summary>
    public Stage<Swing> Elsewhere { get; } = new();

    /// <summary>It has turned at the second low.</summary>
    public Stage<Swing> Second { get; } = new();

    /// <summary>It falls below both lows.</summary>
    public Stage<Swing> Below { get; } = new();

    /// <summary>It closes above the high between.</summary>
    public Stage<Swing> Break { get; } = new();
}

/// <summary>A price that found support twice and broke out.</summary>
/// <param name="FirstLow">The first low, a close.</param>
/// <param name="FirstLowTime">The end of its bar.</param>
/// <param name="HighBetween">The high between the lows, a close.</param>
/// <param name="HighTime">The end of its bar.</param>
/// <param name="SecondLow">The second low, a close.</param>
/// <param name="SecondLowTime">The end of its bar.</param>
/// <param name="Close">The close above the high.</param>
public readonly record struct DoubleBottom(
    double FirstLow, EventTime FirstLowTime, double HighBetween, EventTime HighTime, double SecondLow, EventTime SecondLowTime, double Close);
