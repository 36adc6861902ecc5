using System.Text;

namespace Cep.Feeds.Files;

/// <summary>Turns one row into one event, or says what is wrong with it.</summary>
/// <remarks>Not safe for more than one thread: it remembers names and times of the rows before.</remarks>
internal abstract class RowDecoder
{
    private const int MaxQuotedValue = 80;

    private readonly SymbolNames symbols = new();
    private readonly FlagsText flags = new();

    /// <summary>What is wrong with the row that <see cref="Decode"/> refused.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Time of the last event.</summary>
    public EventTime LastTime { get; protected set; } = EventTime.MinValue;

    /// <summary>Appends the row's event to the batch, or counts it there as skipped.</summary>
    /// <returns>False when the row is malformed.</returns>
    public abstract bool Decode(RowReader row, EventBatch batch);

    protected bool Refuse(string problem)
    {
        Problem = problem;
        return false;
    }

    protected bool Refuse(string field, ReadOnlySpan<byte> value, string what)
    {
        var text = Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxQuotedValue)]);
        return Refuse(value.Length == 0 ? $"{field} is missing" : $"{field} '{text}' {what}");
    }

    protected bool TrySymbol(RowReader row, int column, out Symbol symbol) =>
        symbols.TryFind(row[column], row.FirstEight(column), out symbol, out var problem) || Refuse(problem!);

    /// <summary>A finite number, divided by 10^<paramref name="scale"/>.</summary>
    protected bool TryPrice(string field, RowReader row, int column, out double price, int scale = 0)
    {
        if (!DecimalText.TryParse(row, column, out price, scale)) return Refuse(field, row[column], "is not a number");
        return double.IsFinite(price) || Refuse(field, row[column], "is not finite");
    }

    /// <summary>A finite number that is not negative.</summary>
    protected bool TrySize(string field, RowReader row, int column, out double size)
    {
        if (!TryPrice(field, row, column, out size)) return false;
        return size >= 0 || Refuse(field, row[column], "is below zero");
    }

    /// <summary>Up to 32 bits in hexadecimal digits, with or without 0x; nothing is 0. <paramref name="text"/> is what of the column's field is to be read.</summary>
    protected bool TryFlags(string field, RowReader row, int column, ReadOnlySpan<byte> text, out uint value) =>
        flags.TryParse(row, column, text, out value) || Refuse(field, text, "is not a hexadecimal number of 32 bits");

    /// <summary>0 or 1, false or true; nothing is false.</summary>
    protected bool TrySwitch(string field, ReadOnlySpan<byte> text, out bool on)
    {
        on = text is [(byte)'1'];
        if (on || text is [] or [(byte)'0']) return true;
        on = Ascii.EqualsIgnoreCase(text, "true"u8);
        return on || Ascii.EqualsIgnoreCase(text, "false"u8) || Refuse(field, text, "is neither 0 nor 1");
    }

    /// <summary>The code of a venue. Events hold a code of one character; a longer one is read as unknown.</summary>
    protected static char Exchange(ReadOnlySpan<byte> text) => text.Length == 1 ? (char)text[0] : LongExchange(text);

    private static char LongExchange(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 3) return '\0';
        Span<char> characters = stackalloc char[3];
        return Encoding.UTF8.GetChars(text, characters) == 1 ? characters[0] : '\0';
    }
}
