namespace Cep.Rules;

/// <summary>
/// Grades prints by importance and addresses each grade to its own recipients. An opening or closing print has that grade,
/// whatever its notional: auctions are always large, and would drown the rest. Any other print is graded by its notional.
/// Prints that the source marks as doubtful are left out.
/// </summary>
[Rule("important-prints", Summary = "A notable, large or exceptional print, or one of an auction; each grade goes to its own recipients.")]
public sealed class ImportantPrintsRule : Rule<Trade, ImportantPrint>
{
    /// <summary>Notional from which a print is notable. At least 0.01.</summary>
    [Parameter("Price times size from which a print is notable; US dollars for US shares.", Min = 0.01)]
    public double Notable { get; init; } = 500_000;

    /// <summary>Notional from which a print is large; more than <see cref="Notable"/>.</summary>
    [Parameter("Price times size from which a print is large; more than notable.", Min = 0.01)]
    public double Large { get; init; } = 1_000_000;

    /// <summary>Notional from which a print is exceptional; more than <see cref="Large"/>.</summary>
    [Parameter("Price times size from which a print is exceptional; more than large.", Min = 0.01)]
    public double Exceptional { get; init; } = 5_000_000;

    /// <summary>Notional from which an opening or closing print counts; smaller ones are left out. At least 0.</summary>
    [Parameter("Price times size from which an opening or closing print counts; smaller ones are left out.", Min = 0)]
    public double Auction { get; init; } = 50_000;

    /// <summary>Who gets notable prints.</summary>
    [Parameter("Recipients of notable prints.")]
    public IReadOnlyList<string> NotableTo { get; init; } = ["tape"];

    /// <summary>Who gets large prints.</summary>
    [Parameter("Recipients of large prints.")]
    public IReadOnlyList<string> LargeTo { get; init; } = ["tape", "desk"];

    /// <summary>Who gets exceptional prints.</summary>
    [Parameter("Recipients of exceptional prints.")]
    public IReadOnlyList<string> ExceptionalTo { get; init; } = ["tape", "desk", "risk"];

    /// <summary>Who gets opening and closing prints.</summary>
    [Parameter("Recipients of opening and closing prints.")]
    public IReadOnlyList<string> AuctionTo { get; init; } = ["auctions"];

    /// <inheritdoc/>
    public override IObservable<ImportantPrint> Query(EventStream<Trade> trades) =>
        from trade in trades
        where GradeOf(trade) != PrintGrade.Ordinary
        select new ImportantPrint(GradeOf(trade), trade.Price, trade.Size, trade.Notional, trade.Exchange == '\0' ? null : trade.Exchange);

    /// <inheritdoc/>
    public override IReadOnlyList<string> RecipientsOf(in ImportantPrint derived) => derived.Grade switch
    {
        PrintGrade.Notable => NotableTo,
        PrintGrade.Large => LargeTo,
        PrintGrade.Exceptional => ExceptionalTo,
        _ => AuctionTo,
    };

    /// <inheritdoc/>
    public override string? Validate() => Notable < Large && Large < Exceptional
        ? null
        : $"the thresholds must rise: notable ({Notable}) < large ({Large}) < exceptional ({Exceptional}).";

    private PrintGrade GradeOf(in Trade trade)
    {
        if (trade.Suspicious) return PrintGrade.Ordinary;
        var notional = trade.Notional;
        var auction = trade.Conditions & (TradeConditions.Opening | TradeConditions.Closing);
        if (auction != TradeConditions.None)
        {
            return notional < Auction ? PrintGrade.Ordinary
                : auction == TradeConditions.Opening ? PrintGrade.Opening
                : PrintGrade.Closing;
        }

        return notional < Notable ? PrintGrade.Ordinary
            : notional < Large ? PrintGrade.Notable
            : notional < Exceptional ? PrintGrade.Large
            : PrintGrade.Exceptional;
    }
}

/// <summary>A print that somebody asked to hear of.</summary>
/// <param name="Grade">How important it is.</param>
/// <param name="Price">Price of one share.</param>
/// <param name="Size">Shares.</param>
/// <param name="Notional">Price times size.</param>
/// <param name="Exchange">The code of the venue; null when the source does not tell.</param>
public readonly record struct ImportantPrint(PrintGrade Grade, double Price, double Size, double Notional, char? Exchange);

/// <summary>How important a print is.</summary>
public enum PrintGrade
{
    /// <summary>Not important; such a print derives nothing.</summary>
    Ordinary,

    /// <summary>Its notional reaches the threshold <c>notable</c>.</summary>
    Notable,

    /// <summary>Its notional reaches the threshold <c>large</c>.</summary>
    Large,

    /// <summary>Its notional reaches the threshold <c>exceptional</c>.</summary>
    Exceptional,

    /// <summary>An opening print.</summary>
    Opening,

    /// <summary>A closing print, also when it is marked as opening, too.</summary>
    Closing,
}
