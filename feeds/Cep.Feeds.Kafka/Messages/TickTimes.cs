using System.Buffers.Binary;
using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>Event times from ISO 8601 text in UTF-8. The last whole second is remembered, because ticks crowd within it.</summary>
/// <remarks>Not safe for more than one thread.</remarks>
internal sealed class TickTimes
{
    private const int WholeLength = 19;
    private const int MaxDecimals = 9;
    private readonly byte[] lastSecond = new byte[WholeLength];
    private long lastSecondNanos = TickDraft.BadTime;

    /// <summary>Nanoseconds since 1970, <see cref="TickDraft.BadTime"/> when the text is no time within the bounds.</summary>
    public long Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < WholeLength || !TryFraction(text[WholeLength..], out var nanos)) return ParseAny(text);
        if (lastSecondNanos == TickDraft.BadTime || !IsLastSecond(text))
        {
            var whole = ParseAny(text[..WholeLength]);

            // At the bounds of the type a second is cut; such a time goes the slow way and is not remembered.
            if (whole is TickDraft.BadTime or > long.MaxValue - 1_000_000_000) return ParseAny(text);
            text[..WholeLength].CopyTo(lastSecond);
            lastSecondNanos = whole;
        }

        return lastSecondNanos + nanos;
    }

    private bool IsLastSecond(ReadOnlySpan<byte> text) =>
        BinaryPrimitives.ReadUInt64LittleEndian(text) == BinaryPrimitives.ReadUInt64LittleEndian(lastSecond)
        && text[8..WholeLength].SequenceEqual(lastSecond.AsSpan(8));

    /// <summary>What follows the whole second: up to nine decimals, then Z or nothing.</summary>
    private static bool TryFraction(ReadOnlySpan<byte> rest, out long nanos)
    {
        nanos = 0;
        if (rest.Length > 0 && rest[^1] == 'Z') rest = rest[..^1];
        if (rest.Length == 0) return true;
        if (rest[0] != '.' || rest.Length is 1 or > MaxDecimals + 1) return false;
        for (var i = 1; i <= MaxDecimals; i++)
        {
            var digit = i < rest.Length ? (uint)rest[i] - '0' : 0;
            if (digit > 9) return false;
            nanos = nanos * 10 + digit;
        }

        return true;
    }

    /// <summary>Offsets, missing seconds, times at the bounds: rare enough to go through characters.</summary>
    private static long ParseAny(ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[64];
        if (text.Length > characters.Length) return TickDraft.BadTime;
        var length = Encoding.UTF8.GetChars(text, characters);
        return EventTime.TryParse(characters[..length], out var time) ? time.Nanos : TickDraft.BadTime;
    }
}
