namespace Cep.Rules;

/// <summary>
/// A burst of prints of one side moves the price, and shortly after the price gives much of the move back. Someone may have
/// traded in haste to draw others in, and then traded the other way at their price.
/// </summary>
/// <remarks>
/// The side of a print is that of <see cref="EffectiveSpreadRule"/> where quotes of the symbol are known, and that of the tick
/// rule where there are none. A burst ends with a print of the other side or a pause. The move goes from its first print to its
/// last, the reversal is the first print after it that gives back the part asked for; that print's time is the event time.
/// A reversal belongs to one burst, the earlier one. Only prints that set the last price count.
/// </remarks>
[Rule("momentum-ignition", Summary = "A burst of prints of one side moves the price, and shortly after the price gives much of the move back.")]
public sealed class MomentumIgnitionRule : Rule<Trade, Quote, MomentumIgnition>
{
    /// <summary>Prints of a burst, at least. 2 to 1,000.</summary>
    [Parameter("Prints of a burst, at least.", Min = 2, Max = 1_000)]
    public int MinPrints { get; init; } = 10;

    /// <summary>The longest pause between two prints of a burst. 0 to one minute.</summary>
    [Parameter("The longest pause between two prints of a burst; exactly that long still counts.", Min = 0, Max = 60)]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How far a burst moves the price at least, in percent. 0.001 to 50.</summary>
    [Parameter("How far a burst moves the price at least, in percent of its first price.", Min = 0.001, Max = 50)]
    public double MovePercent { get; init; } = 0.05;

    /// <summary>How far a burst moves the price at least, in the currency of the instrument. At least 0.</summary>
    [Parameter("How far a burst moves the price at least, in the currency of the instrument: one tick of a cheap share is many percent.", Min = 0)]
    public double MinMove { get; init; } = 0.03;

    /// <summary>The part of the move that is given back, at least. 0.01 to 1.</summary>
    [Parameter("The part of the move that is given back, at least; 1 is all of it.", Min = 0.01, Max = 1)]
    public double GivenBack { get; init; } = 0.5;

    /// <summary>From the first print of the burst to the reversal, less than this. 1 ms to one hour.</summary>
    [Parameter("The time from the first print of the burst to the reversal is less than this.", Min = 0.001, Max = 3_600)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override string WarmUp => "until the side of prints is known: a quote of each side, or two prices";

    /// <inheritdoc/>
    public override IObservable<MomentumIgnition> Query(EventStream<Trade> trades, EventStream<Quote> quotes)
    {
        var prints = trades.Where(trade => LastPrice.IsSetBy(trade)).Scan(TickedPrint.None, (print, trade) => print.Then(trade));
        var books = quotes.Where(quote => !quote.Suspicious).Scan(TopOfBook.Unknown, (book, quote) => book.Then(quote));
        var pattern = Pattern.Of<Ignition>()
            .Begin(m => m.Burst, (print, m) => m.Burst.IsEmpty ? print.IsFirst && print.Side != TradeSide.Unknown : !print.IsFirst)
            .TimesOrMore(MinPrints).Consecutive()
            .Next(after => after.Either(
                at => at.Begin(m => m.Reversal, (print, m) => print.IsFirst && HasMoved(m) && IsBack(print, m)),
                later => later
                    .Begin(m => m.Turn, (print, m) => print.IsFirst && HasMoved(m) && !IsBack(print, m))
                    .FollowedBy(m => m.Reversal, (print, m) => IsBack(print, m))))
            .Within(Within)
            .NoSkip(EventUse.Consumed);
        return
            from m in prints.AsOfOrDefault(books, (print, book) => SidedPrint.Of(print, book))
                .Scan(SidedPrint.None, (before, print) => before.Then(print, Pause))
                .Match(pattern)
            let first = m.Burst.First
            let last = m.Burst.Last
            select new MomentumIgnition(
                first.Side, m.Burst.Count, m.Burst.Sum(print => print.Size), first.Price, last.Price, m.Reversal.Last.Price, first.Time, last.Time);
    }

    private bool HasMoved(Ignition m) => m.Move >= Math.Max((decimal)MinMove, (decimal)MovePercent / 100 * (decimal)m.Burst.First.Price);

    private bool IsBack(in SidedPrint print, Ignition m) => m.BackAt(print.Price) >= (decimal)GivenBack * m.Move;
}

/// <summary>The stages of a momentum ignition. Moves are computed in decimals, because prices are decimals and thresholds mean exact ones.</summary>
internal sealed class Ignition
{
    /// <summary>Prints of one side.</summary>
    public Stage<SidedPrint> Burst { get; } = new();

    /// <summary>The print after the burst, when it does not give back enough.</summary>
    public Stage<SidedPrint> Turn { get; } = new();

    /// <summary>The print that gives back enough.</summary>
    public Stage<SidedPrint> Reversal { get; } = new();

    /// <summary>How far the burst moved the price its own way; negative when it moved the other way.</summary>
    public decimal Move => Upward((decimal)Burst.Last.Price - (decimal)Burst.First.Price);

    /// <summary>How much of the move is given back at a price.</summary>
    public decimal BackAt(double price) => Upward((decimal)Burst.Last.Price - (decimal)price);

    private decimal Upward(decimal move) => Burst.Last.Side == TradeSide.Buy ? move : -move;
}

/// <summary>A burst of prints of one side whose move was given back.</summary>
/// <param name="Side">Who began the burst.</param>
/// <param name="Prints">How many prints it has.</param>
/// <param name="Shares">Shares traded in it.</param>
/// <param name="StartPrice">Its first price.</param>
/// <param name="EndPrice">Its last price.</param>
/// <param name="ReversalPrice">The price that gave back enough of the move; its time is the event time.</param>
/// <param name="Start">When the burst began.</param>
/// <param name="End">When its last print was.</param>
public readonly record struct MomentumIgnition(
    TradeSide Side, int Prints, double Shares, double StartPrice, double EndPrice, double ReversalPrice, EventTime Start, EventTime End);
