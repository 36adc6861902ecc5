using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Cep.Feeds.Kafka;

/// <summary>What the text of a field means; what has no meaning becomes the mark for it.</summary>
internal static class TickNames
{
    private static readonly byte[][] States = [.. Enum.GetNames<TradingState>().Select(Encoding.UTF8.GetBytes)];
    private static readonly TradingState[] StateValues = Enum.GetValues<TradingState>();

    /// <summary>A trading state by its name, in any case.</summary>
    public static byte State(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < States.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text, States[i])) return (byte)StateValues[i];
        }

        return TickDraft.BadState;
    }

    /// <summary>One character, or none.</summary>
    public static char Exchange(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return '\0';
        if (text.Length == 1 && text[0] < 0x80) return (char)text[0];
        Span<char> character = stackalloc char[1];
        return Utf8.ToUtf16(text, character, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done && length == 1
            ? character[0]
            : TickDraft.BadExchange;
    }
}
