namespace Cep.Rules;

/// <summary>
/// The breakout of the ACM DEBS 2022 Grand Challenge: of each symbol's windows with at least one trade the last price is
/// averaged, <c>EMA_j = close · 2/(1+j) + EMA_j(previous window) · (1 − 2/(1+j))</c> starting from 0, fast and slow. It is
/// bullish where the fast average is above the slow one and was not at the previous such window, bearish where it is below
/// and was not. Before the first window both averages are 0.
/// </summary>
/// <remarks>Event time is the window's end.</remarks>
[Rule("ema-breakout", Summary = "The fast average of the window closes crosses the slow one: bullish when it rises above, bearish when it falls below.")]
public sealed class EmaBreakoutRule : Rule<Trade, EmaBreakout>
{
    /// <summary>Windows of the fast average; less than <see cref="Slow"/>. 1 to 100,000.</summary>
    [Parameter("Windows of the fast average; less than slow.", Min = 1, Max = 100_000)]
    public int Fast { get; init; } = 38;

    /// <summary>Windows of the slow average. 2 to 100,000.</summary>
    [Parameter("Windows of the slow average.", Min = 2, Max = 100_000)]
    public int Slow { get; init; } = 100;

    /// <summary>Length of a window, aligned to the epoch. One millisecond to one day.</summary>
    [Parameter("Length of a window; windows are aligned to the epoch.", Min = 0.001, Max = 86_400)]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string WarmUp => $"about {Slow} windows with trades, because the averages start from 0";

    /// <inheritdoc/>
    public override string? Validate() => Fast < Slow ? null : $"fast ({Fast}) must be less than slow ({Slow}).";

    /// <inheritdoc/>
    public override IObservable<EmaBreakout> Query(EventStream<Trade> trades)
    {
        var (fastWeight, slowWeight) = (EmaLines.WeightOf(Fast), EmaLines.WeightOf(Slow));
        var crossings =
            from lines in trades
                .Tumbling(Window).Last(trade => trade.Price)
                .Scan(EmaLines.None, (before, close) => before.Then(close, fastWeight, slowWeight))
            where lines.Crossing != Crossing.None
            select lines;
        return
            from found in crossings.Scan(BreakoutHistory.None, (history, lines) => history.Then(lines))
            select new EmaBreakout(
                found.A.Direction,
                found.Lines.Fast,
                found.Lines.Slow,
                found.Lines.Close,
                found.Lines.End - Window,
                found.Lines.End,
                found.LastThree,
                found.Lines.Windows);
    }
}
