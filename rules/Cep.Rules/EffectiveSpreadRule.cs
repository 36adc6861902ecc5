namespace Cep.Rules;

/// <summary>
/// Each trade with the quote valid at its time, what the trade cost and who began it. The quote is the latest bid and the
/// latest ask of the symbol, each side on its own and whatever the exchange; an update that leaves a side out leaves it as
/// it was, and quotes of the trade's own time count as before it, also when they stand later in the log. Nothing is said
/// before both sides are known.
/// </summary>
/// <remarks>
/// The side is that of Lee and Ready (1991): a buy above the mid, a sell below it; at the mid the tick rule decides, which
/// compares with the last different price among all trades of the symbol, also those before the first quote.
/// All rows count: those that the source marks as doubtful, prints of any sale condition, crossed and locked quotes. Event
/// time is that of the trade; its causes are the trade and the latest quote.
/// </remarks>
[Rule("effective-spread", Summary = "Each trade with the bid and ask valid at its time, its effective spread, and its side by the rule of Lee and Ready.")]
public sealed class EffectiveSpreadRule : Rule<Trade, Quote, EffectiveSpread>
{
    /// <inheritdoc/>
    public override string WarmUp => "until a bid and an ask of the symbol are known";

    /// <inheritdoc/>
    public override IObservable<EffectiveSpread> Query(EventStream<Trade> trades, EventStream<Quote> quotes)
    {
        var prints = trades.Scan(TickedPrint.None, (print, trade) => print.Then(trade));
        var books = quotes.Scan(TopOfBook.Unknown, (book, quote) => book.Then(quote));
        return from priced in prints.AsOf(books, (print, book) => (Print: print, Book: book))
               where priced.Book.HasBothSides
               select priced.Book.Price(priced.Print);
    }
}

/// <summary>A trade against the quote valid at its time.</summary>
/// <param name="Price">Price of one share.</param>
/// <param name="Size">Shares.</param>
/// <param name="Bid">The latest bid of the symbol.</param>
/// <param name="Ask">The latest ask of the symbol; at or below the bid when the market is locked or crossed.</param>
/// <param name="Mid">Half of bid plus ask.</param>
/// <param name="Spread">Twice the distance of the price from the mid, in the currency of the instrument. Written as <c>effectiveSpread</c>.</param>
/// <param name="Side">Who began the trade.</param>
public readonly record struct EffectiveSpread(
    double Price,
    double Size,
    double Bid,
    double Ask,
    double Mid,
    [property: System.Text.Json.Serialization.JsonPropertyName("effectiveSpread")] double Spread,
    TradeSide Side);

/// <summary>Who began a trade.</summary>
public enum TradeSide
{
    /// <summary>At the mid, and no different price was seen before.</summary>
    Unknown,

    /// <summary>The buyer.</summary>
    Buy,

    /// <summary>The seller.</summary>
    Sell,
}
