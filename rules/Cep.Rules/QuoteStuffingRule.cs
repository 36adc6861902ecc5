namespace Cep.Rules;

/// <summary>
/// Many changes of a symbol's best quotes in each of some windows one after another, while almost nothing trades and the price
/// hardly moves. Orders that are placed and withdrawn at such a rate are not meant to trade: they may be meant to slow others
/// down, or to hide what happens elsewhere.
/// </summary>
/// <remarks>
/// An update counts when it changes a price or a size; one that says again what stood does not, nor does one marked as doubtful.
/// All prints of the time count as trading, odd lots too, but not late reports and average prices. Told at the end of the last
/// window asked for, and again after as many further windows while it lasts.
/// </remarks>
[Rule("quote-stuffing", Summary = "Many changes of the best quotes in a short time, while almost nothing trades and the price hardly moves.")]
public sealed class QuoteStuffingRule : Rule<Trade, Quote, QuoteStuffing>
{
    private const TradeConditions Late = TradeConditions.SoldLast | TradeConditions.AveragePrice;

    /// <summary>Length of a window, aligned to the epoch. 1 ms to one minute.</summary>
    [Parameter("Length of a window; windows are aligned to the epoch.", Min = 0.001, Max = 60)]
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Consecutive windows in which it must last. 1 to 60.</summary>
    [Parameter("Consecutive windows in which it must last.", Min = 1, Max = 60)]
    public int Windows { get; init; } = 2;

    /// <summary>Changes of the best quotes in a window, at least. 1 to 1,000,000.</summary>
    [Parameter("Changes of the best quotes in each window, at least; some ten times what is usual for the symbol.", Min = 1, Max = 1_000_000)]
    public int MinUpdates { get; init; } = 100;

    /// <summary>Prints in a window, at most. 0 to 1,000,000.</summary>
    [Parameter("Prints in each window, at most.", Min = 0, Max = 1_000_000)]
    public int MaxTrades { get; init; } = 2;

    /// <summary>How far apart the highest and the lowest mid of a window may be, in percent. 0 to 100.</summary>
    [Parameter("How far apart the highest and the lowest mid of each window may be, in percent.", Min = 0, Max = 100)]
    public double MaxMovePercent { get; init; } = 0.05;

    /// <inheritdoc/>
    public override string WarmUp => "until a bid and an ask of the symbol are known";

    /// <inheritdoc/>
    public override IObservable<QuoteStuffing> Query(EventStream<Trade> trades, EventStream<Quote> quotes)
    {
        var updates = quotes
            .Where(quote => !quote.Suspicious)
            .Scan(QuotedBook.Unknown, (book, quote) => book.Then(quote))
            .Where(book => book.IsChanged)
            .Tumbling(Window).Aggregate(MidRange.None, (mids, book) => mids.With(book.Prices));
        var prints = trades.Where(trade => (trade.Conditions & Late) == TradeConditions.None).Tumbling(Window).Count();
        var pattern = Pattern.Of<Stuffing>()
            .Begin(m => m.Windows, window => IsStuffed(window)).Times(Windows).Consecutive()
            .Within(Windows * Window) // From end to end it is one window less, so windows with a gap between them are too far apart.
            .SkipPastLast();
        return
            from m in updates
                .AsOfOrDefault(prints, TimeSpan.Zero, (window, traded) => new QuotedWindow(window.Start, window.End, window.Count, traded?.Count ?? 0, window.Value))
                .Match(pattern)
            let mids = m.Windows.Aggregate(MidRange.None, (range, window) => range.With(window.Mids))
            select new QuoteStuffing(
                (long)m.Windows.Sum(window => window.Updates), (long)m.Windows.Sum(window => window.Trades), mids.Low, mids.High, m.Windows.First.Start, m.Windows.Last.End);
    }

    private bool IsStuffed(in QuotedWindow window) =>
        window.Updates >= MinUpdates && window.Trades <= MaxTrades && window.Mids.IsKnown
        && (window.Mids.High - window.Mids.Low) * 100 <= MaxMovePercent * window.Mids.Low;
}

/// <summary>The stages of quote stuffing.</summary>
internal sealed class Stuffing
{
    /// <summary>Windows with many updates and little else.</summary>
    public Stage<QuotedWindow> Windows { get; } = new();
}

/// <summary>Best quotes that change at a rate that no trading explains.</summary>
/// <param name="Updates">Changes of the best quotes in all windows.</param>
/// <param name="Trades">Prints in all windows.</param>
/// <param name="LowMid">The lowest mid.</param>
/// <param name="HighMid">The highest mid.</param>
/// <param name="Start">The first window's first moment.</param>
/// <param name="End">The first moment after the last window; the event time.</param>
public readonly record struct QuoteStuffing(long Updates, long Trades, double LowMid, double HighMid, EventTime Start, EventTime End);
