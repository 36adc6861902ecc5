namespace Cep.Rules;

/// <summary>
/// The spread of a symbol widened to several times what is usual and did not come back in time. Where a market maker is only
/// run over, the quotes are refilled within a second or two; where they stay away, liquidity has been withdrawn.
/// </summary>
/// <remarks>
/// Usual is the mean spread of the symbol in the latest minute with enough quotes, not older than five minutes. A quote counts as it
/// stands at the end of its millisecond, because the two sides of one change come as two quotes. Locked and crossed books, and
/// quotes marked as doubtful, say nothing. Quotes out of regular US hours are left out, and so are widenings that the close
/// would catch up with; of dates that the calendar does not know all hours count. A symbol whose trading is halted when the
/// time is up is left out, if the input says so. Event time is when the time was up.
/// </remarks>
[Rule("spread-recovery-absent", Summary = "The spread widened to several times what is usual and did not come back in time.")]
public sealed class SpreadRecoveryAbsentRule : Rule<Quote, MarketStatus, UnrecoveredSpread>
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan UsualOver = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualFor = TimeSpan.FromMinutes(5);

    /// <summary>How many times the usual spread is wide. 1.1 to 1,000.</summary>
    [Parameter("How many times the usual spread is wide.", Min = 1.1, Max = 1_000)]
    public double Widened { get; init; } = 3;

    /// <summary>How many times the usual spread is recovered; less than <see cref="Widened"/>. 1 to 1,000.</summary>
    [Parameter("How many times the usual spread is recovered; less than widened.", Min = 1, Max = 1_000)]
    public double Recovered { get; init; } = 1.5;

    /// <summary>How long a wide spread may take to recover. 1 ms to one hour.</summary>
    [Parameter("How long a wide spread may take to recover; recovery after exactly that long comes too late.", Min = 0.001, Max = 3_600)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Quotes that the minute must have whose mean spread is the usual one. 1 to 1,000,000.</summary>
    [Parameter("Quotes that the minute must have whose mean spread is the usual one; of fewer, nothing is usual.", Min = 1, Max = 1_000_000)]
    public int MinQuotes { get; init; } = 20;

    /// <summary>Leaves out quotes before the opening and after the close of US equities.</summary>
    [Parameter("Leaves out quotes before the opening and after the close of US equities; spreads are always wide there.")]
    public bool RegularHours { get; init; } = true;

    /// <inheritdoc/>
    public override string WarmUp => "a minute of quotes";

    /// <inheritdoc/>
    public override string? Validate() => Recovered < Widened ? null : $"recovered ({Recovered}) must be less than widened ({Widened}).";

    /// <inheritdoc/>
    public override IObservable<UnrecoveredSpread> Query(EventStream<Quote> quotes, EventStream<MarketStatus> statuses)
    {
        var spreads =
            from settled in quotes
                .Where(quote => !quote.Suspicious && IsOpen(quote.Time))
                .Scan(TopOfBook.Unknown, (book, quote) => book.Then(quote))
                .Tumbling(Settling).Last(book => book)
            where settled.Value.IsOpen
            select new SpreadWatch(settled.Value, settled.Start, settled.Value.Spread, 0, false, false);
        var usual = spreads.Tumbling(UsualOver).Mean(watch => watch.Spread).Where(mean => mean.Count >= MinQuotes);
        var pattern = Pattern.Of<Widening>()
            .Begin(m => m.Widened, watch => watch.IsWide && IsOpen(watch.Time + Within))
            .NotFollowedBy(m => m.Recovered, watch => !watch.IsWide)
            .Within(Within)
            .NoSkip(EventUse.Shared);
        return
            from found in spreads
                .AsOf(usual, UsualFor, (watch, mean) => watch with { Usual = mean.Value })
                .Scan(SpreadWatch.None, (before, next) => before.Then(next, Widened, Recovered))
                .Where(watch => watch.IsTurn)
                .Match(pattern)
                .Select(m => m.Widened.Last)
                .AsOfOrDefault(statuses, (watch, status) => (Watch: watch, State: status?.State ?? TradingState.Unknown))
            where found.State is TradingState.Unknown or TradingState.Open
            select new UnrecoveredSpread(found.Watch.Book.Bid, found.Watch.Book.Ask, found.Watch.Spread, found.Watch.Usual, found.Watch.Time);
    }

    private bool IsOpen(EventTime time)
    {
        var calendar = TradingCalendar.UsEquity;
        return !RegularHours || time < calendar.Start || time >= calendar.End || calendar.PhaseAt(time) == TradingPhases.Regular;
    }
}

/// <summary>The stages of a spread that widens.</summary>
internal sealed class Widening
{
    /// <summary>The spread widened.</summary>
    public Stage<SpreadWatch> Widened { get; } = new();

    /// <summary>It recovered.</summary>
    public Stage<SpreadWatch> Recovered { get; } = new();
}

/// <summary>A spread that widened and stayed wide.</summary>
/// <param name="Bid">The bid when it widened.</param>
/// <param name="Ask">The ask when it widened.</param>
/// <param name="Spread">Ask less bid, in the currency of the instrument.</param>
/// <param name="UsualSpread">The mean spread in the minute before.</param>
/// <param name="WidenedAt">The millisecond in which it widened; the event time is when the time to recover was up.</param>
public readonly record struct UnrecoveredSpread(double Bid, double Ask, double Spread, double UsualSpread, EventTime WidenedAt);
