using System.Buffers.Binary;
using System.Text;

namespace Cep.Feeds.Files;

/// <summary>
/// The times of one file, from bytes: ISO 8601, or a count since the epoch whose unit is declared or guessed from the
/// magnitude of the file's first count. The last whole second is remembered, because ticks crowd within it.
/// </summary>
/// <remarks>Not safe for more than one thread.</remarks>
internal sealed class TimeText(EpochUnit? declared)
{
    private const int WholeLength = 19;
    private const int DateLength = 10;
    private const int NanosLength = 30;

    private readonly DayText days = new();
    private long unitNanos = declared is { } unit ? EpochText.NanosOf(unit) : 0;
    private ulong lastFirst;
    private ulong lastMiddle;
    private ulong lastEnd;
    private long lastSecondNanos;

    /// <summary>Reads a time.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out EventTime time)
    {
        if (text.Length == NanosLength && TryParseWithinLastSecond(text, out time)) return true;
        if (text.Length >= WholeLength && text[4] == '-' && TryParsePlainIso(text, out time)) return true;
        if (text.Length > 4 && text[4] == '-') return TryParseAnyIso(text, out time);
        if (unitNanos == 0 && EpochText.TryParse(text, 1, out _)) unitNanos = EpochText.NanosOf(EpochText.Guess(text));
        var known = EpochText.TryParse(text, unitNanos, out var nanos);
        time = new EventTime(nanos);
        return known && unitNanos != 0;
    }

    /// <summary>Reads a day and a time of day that stand in two fields.</summary>
    public bool TryParse(ReadOnlySpan<byte> day, ReadOnlySpan<byte> clock, out EventTime time)
    {
        var known = days.TryParse(day, out var midnightNanos) & ClockText.TryParse(clock, out var nanos);
        time = new EventTime(midnightNanos + nanos);
        return known;
    }

    /// <summary>The commonest form, <c>yyyy-MM-ddTHH:mm:ss.fffffffffZ</c>, in the second of the time before.</summary>
    private bool TryParseWithinLastSecond(ReadOnlySpan<byte> text, out EventTime time)
    {
        time = default;
        if (BinaryPrimitives.ReadUInt64LittleEndian(text) != lastFirst) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(text[8..]) != lastMiddle) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(text[(WholeLength - 8)..]) != lastEnd) return false;
        if (text[WholeLength] != '.' || text[NanosLength - 1] != 'Z') return false;
        if (!Digits.TryParseEight(BinaryPrimitives.ReadUInt64LittleEndian(text[(WholeLength + 1)..]), out var eight)) return false;
        var last = (uint)text[NanosLength - 2] - '0';
        time = new EventTime(lastSecondNanos + eight * 10 + last);
        return last <= 9;
    }

    /// <summary>The common form: <c>yyyy-MM-ddTHH:mm:ss</c>, up to nine decimals, Z or nothing.</summary>
    private bool TryParsePlainIso(ReadOnlySpan<byte> text, out EventTime time)
    {
        time = default;
        var rest = text[WholeLength..];
        if (rest.Length > 0 && rest[^1] == 'Z') rest = rest[..^1];
        long fraction = 0;
        if (rest.Length > 0 && (rest[0] != '.' || !Digits.TryParseFraction(rest[1..], out fraction))) return false;
        var first = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var middle = BinaryPrimitives.ReadUInt64LittleEndian(text[8..]);
        var end = BinaryPrimitives.ReadUInt64LittleEndian(text[(WholeLength - 8)..]);
        if (first != lastFirst || middle != lastMiddle || end != lastEnd)
        {
            if (text[DateLength] is not ((byte)'T' or (byte)' ')) return false;
            if (!days.TryParse(text[..DateLength], out var midnightNanos)) return false;
            if (!ClockText.TryParse(text[(DateLength + 1)..WholeLength], out var clockNanos)) return false;
            lastSecondNanos = midnightNanos + clockNanos;
            (lastFirst, lastMiddle, lastEnd) = (first, middle, end);
        }

        time = new EventTime(lastSecondNanos + fraction);
        return true;
    }

    /// <summary>Offsets, missing seconds, years at the bounds: rare enough to go through characters.</summary>
    private static bool TryParseAnyIso(ReadOnlySpan<byte> text, out EventTime time)
    {
        Span<char> characters = stackalloc char[64];
        time = default;
        if (text.Length > characters.Length) return false;
        return EventTime.TryParse(characters[..Encoding.UTF8.GetChars(text, characters)], out time);
    }
}
