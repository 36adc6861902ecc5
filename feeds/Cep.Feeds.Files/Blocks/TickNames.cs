using System.Text;

namespace Cep.Feeds.Files;

/// <summary>What the text of a column means; what has no meaning becomes the mark for it.</summary>
internal static class TickNames
{
    /// <summary>Maps text, in UTF-8, to a value.</summary>
    public delegate T Map<T>(ReadOnlySpan<byte> text);

    public static int Symbol(ReadOnlySpan<byte> text)
    {
        // Four bytes hold any character of UTF-8, so a longer text can't be short enough.
        if (text.Length is 0 or > SymbolTable.MaxNameLength * 4) return TickBlock.BadSymbol;
        Span<char> chars = stackalloc char[SymbolTable.MaxNameLength * 4];
        return Symbol(chars[..Encoding.UTF8.GetChars(text, chars)]);
    }

    public static int Symbol(ReadOnlySpan<char> name) =>
        name.Length is 0 or > SymbolTable.MaxNameLength ? TickBlock.BadSymbol : Cep.Symbol.Of(name).Id;

    public static char Exchange(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return '\0';
        if (text.Length > 4) return TickBlock.BadExchange;
        Span<char> chars = stackalloc char[4];
        return Exchange(chars[..Encoding.UTF8.GetChars(text, chars)]);
    }

    public static char Exchange(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => '\0',
        1 => text[0],
        _ => TickBlock.BadExchange,
    };

    public static byte State(ReadOnlySpan<byte> text) => State(Encoding.UTF8.GetString(text));

    public static byte State(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<TradingState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state)
            ? (byte)state
            : TickBlock.BadCode;

    public static byte Kind(ReadOnlySpan<byte> text) => Kind(Encoding.UTF8.GetString(text));

    public static byte Kind(ReadOnlySpan<char> text) => text switch
    {
        "trade" => (byte)TickKinds.Trades,
        "quote" => (byte)TickKinds.Quotes,
        "status" => (byte)TickKinds.Statuses,
        _ => TickBlock.BadCode,
    };
}
