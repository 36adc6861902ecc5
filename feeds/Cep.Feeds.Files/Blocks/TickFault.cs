using System.Globalization;

namespace Cep.Feeds.Files;

/// <summary>What is wrong with a row, for a person; null when nothing is.</summary>
internal static class TickFault
{
    public static string? OfTrade(TickBlock block, int row) =>
        OfStamp(block, row)
        ?? OfNumber(block, TickField.Price, row, canBeNegative: true)
        ?? OfNumber(block, TickField.Size, row, canBeNegative: false)
        ?? OfConditions(block, row)
        ?? OfExchange(block, row);

    public static string? OfQuote(TickBlock block, int row) =>
        OfStamp(block, row)
        ?? OfSides(block, row)
        ?? OfNumber(block, TickField.BidPrice, row, canBeNegative: true)
        ?? OfNumber(block, TickField.BidSize, row, canBeNegative: false)
        ?? OfNumber(block, TickField.AskPrice, row, canBeNegative: true)
        ?? OfNumber(block, TickField.AskSize, row, canBeNegative: false)
        ?? OfConditions(block, row)
        ?? OfExchange(block, row);

    public static string? OfStatus(TickBlock block, int row) =>
        OfStamp(block, row)
        ?? (block.State.Values[row] == TickBlock.BadCode
            ? Say(block, TickField.State, row, $"is not one of {string.Join(", ", Enum.GetNames<TradingState>())}")
            : null)
        ?? OfExchange(block, row);

    public static string OfKind(TickBlock block, int row) =>
        Say(block, TickField.Kind, row, "is not one of trade, quote, status, or the file lacks the columns of that kind");

    private static string? OfStamp(TickBlock block, int row)
    {
        if (block.Time.Values[row] is long.MinValue or long.MaxValue)
        {
            return Say(block, TickField.Time, row, "is outside the bounds of 1677-09-21 to 2262-04-11");
        }

        return block.Symbol.Values[row] == TickBlock.BadSymbol
            ? Say(block, TickField.Symbol, row, $"is no name of 1 to {SymbolTable.MaxNameLength} characters")
            : null;
    }

    private static string? OfNumber(TickBlock block, TickField field, int row, bool canBeNegative)
    {
        var value = block.Number(field).Values[row];
        if (!double.IsFinite(value)) return Say(block, field, row, "is not finite");
        return !canBeNegative && value < 0 ? Say(block, field, row, "is negative") : null;
    }

    /// <summary>A null side is one that did not change; an update of neither side says nothing.</summary>
    private static string? OfSides(TickBlock block, int row) =>
        block.BidPrice.Values[row] == 0 && block.AskPrice.Values[row] == 0
        && block.BidPrice.Text?.Invoke(row) is null && block.AskPrice.Text?.Invoke(row) is null
            ? "bid_price and ask_price are both null"
            : null;

    /// <summary>Only blocks that need care may hold conditions that were cut to 32 bits.</summary>
    private static string? OfConditions(TickBlock block, int row) =>
        block.NeedsCare && block.Conditions.Text?.Invoke(row) is { } text
        && !uint.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? Say(block, TickField.Conditions, row, "does not fit 32 bits")
            : null;

    private static string? OfExchange(TickBlock block, int row) =>
        block.Exchange.Values[row] == TickBlock.BadExchange
            ? Say(block, TickField.Exchange, row, "has more than one character")
            : null;

    private static string Say(TickBlock block, TickField field, int row, string what)
    {
        var name = TickFieldNames.Of(field);
        return block.TextOf(field)?.Invoke(row) switch
        {
            null => $"{name} is null",
            "" => $"{name} is empty",
            { Length: > 100 } text => $"{name} '{text[..100]}…' {what}",
            var text => $"{name} '{text}' {what}",
        };
    }
}
