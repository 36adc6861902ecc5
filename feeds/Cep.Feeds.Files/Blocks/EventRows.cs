using System.Runtime.InteropServices;

namespace Cep.Feeds.Files;

/// <summary>
/// The fields of a <see cref="Trade"/>, each of which can be set where it lies. The compiler builds a struct of more than four
/// fields beside its place and copies it there, which costs several times the rest of the decoding.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TradeRow
{
    public long Time;
    public int Symbol;
    public double Price;
    public double Size;
    public uint Conditions;
    public char Exchange;
    public bool Suspicious;
}

/// <summary>As <see cref="TradeRow"/>, for <see cref="Quote"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QuoteRow
{
    public long Time;
    public int Symbol;
    public double BidPrice;
    public double BidSize;
    public double AskPrice;
    public double AskSize;
    public uint Conditions;
    public char Exchange;
    public bool Suspicious;
}

/// <summary>Shows events as their fields.</summary>
internal static class EventRows
{
    private static readonly bool TradeFits = CheckTrade();
    private static readonly bool QuoteFits = CheckQuote();

    /// <summary>The trades as rows; fails at once, not with wrong values, should the two ever lie differently.</summary>
    public static Span<TradeRow> Of(Span<Trade> trades) =>
        TradeFits ? MemoryMarshal.Cast<Trade, TradeRow>(trades) : throw Differs(nameof(Trade));

    /// <inheritdoc cref="Of(Span{Trade})"/>
    public static Span<QuoteRow> Of(Span<Quote> quotes) =>
        QuoteFits ? MemoryMarshal.Cast<Quote, QuoteRow>(quotes) : throw Differs(nameof(Quote));

    private static InvalidOperationException Differs(string type) => new($"The fields of {type} and {type}Row must lie in the same order.");

    private static bool CheckTrade()
    {
        Span<Trade> one = [default];
        var rows = MemoryMarshal.Cast<Trade, TradeRow>(one);
        if (rows.Length != 1) return false;
        rows[0] = new TradeRow { Time = 1, Symbol = 0, Price = 2, Size = 3, Conditions = 4, Exchange = '5', Suspicious = true };
        var expected = new Trade(new EventTime(1), default, 2, 3, (TradeConditions)4, '5', true);
        rows[0].Symbol = 0x01020304;
        var isSymbol = one[0].Symbol.Id == 0x01020304;
        rows[0].Symbol = 0;
        return isSymbol && one[0] == expected;
    }

    private static bool CheckQuote()
    {
        Span<Quote> one = [default];
        var rows = MemoryMarshal.Cast<Quote, QuoteRow>(one);
        if (rows.Length != 1) return false;
        rows[0] = new QuoteRow
        {
            Time = 1, Symbol = 0x01020304, BidPrice = 2, BidSize = 3, AskPrice = 4, AskSize = 5, Conditions = 6, Exchange = '7', Suspicious = true,
        };
        var isSymbol = one[0].Symbol.Id == 0x01020304;
        rows[0].Symbol = 0;
        return isSymbol && one[0] == new Quote(new EventTime(1), default, 2, 3, 4, 5, 6, '7', true);
    }
}
