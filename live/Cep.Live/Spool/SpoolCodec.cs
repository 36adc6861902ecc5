using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Cep.Live;

/// <summary>
/// How an entry stands in a segment: the length of its body (4 bytes), the XxHash3 of length and body (8 bytes), and the body:
/// position and time (8 bytes each), topic, key, headers and value, each with its length before it. All numbers little-endian.
/// </summary>
internal static class SpoolCodec
{
    /// <summary>Bytes before the body.</summary>
    public const int PrefixBytes = 12;

    /// <summary>Bytes of position and time, with which each body begins.</summary>
    public const int StampBytes = 16;

    /// <summary>The longest body.</summary>
    public const int MaxBodyBytes = 64 << 20;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Appends an entry.</summary>
    public static void Write(ArrayBufferWriter<byte> to, SpoolEntry entry)
    {
        var start = to.WrittenCount;
        to.Advance(to.GetSpan(PrefixBytes)[..PrefixBytes].Length);
        Span<byte> stamp = stackalloc byte[StampBytes];
        BinaryPrimitives.WriteInt64LittleEndian(stamp, entry.Position);
        BinaryPrimitives.WriteInt64LittleEndian(stamp[8..], entry.Time.UtcTicks);
        to.Write(stamp);
        WriteBytes(to, Utf8.GetBytes(entry.Topic));
        WriteBytes(to, entry.Key);
        WriteLength(to, entry.Headers.Count);
        foreach (var header in entry.Headers)
        {
            WriteBytes(to, Utf8.GetBytes(header.Name));
            WriteBytes(to, header.Value);
        }

        WriteBytes(to, entry.Value);
        var body = to.WrittenCount - start - PrefixBytes;
        if (body > MaxBodyBytes) throw new SpoolException($"a derived event for topic '{entry.Topic}' has {body} bytes; the spool takes up to {MaxBodyBytes}.");
        var record = System.Runtime.InteropServices.MemoryMarshal.AsMemory(to.WrittenMemory).Span[start..];
        BinaryPrimitives.WriteInt32LittleEndian(record, body);
        BinaryPrimitives.WriteUInt64LittleEndian(record[4..], HashOf(record));
    }

    /// <summary>The length of the body that a prefix states, or −1 when it can't be one.</summary>
    public static int BodyLength(ReadOnlySpan<byte> prefix)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        return length is >= StampBytes and <= MaxBodyBytes ? length : -1;
    }

    /// <summary>Reads a whole record.</summary>
    /// <returns>Null when it is damaged.</returns>
    public static SpoolEntry? Read(ReadOnlySpan<byte> record)
    {
        if (record.Length < PrefixBytes + StampBytes || BodyLength(record) != record.Length - PrefixBytes) return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(record[4..]) != HashOf(record)) return null;
        var (position, time) = Stamp(record[PrefixBytes..]);
        var rest = record[(PrefixBytes + StampBytes)..];
        try
        {
            if (time is < 0 or > 3155378975999999999 || ReadText(ref rest) is not { } topic || !TryReadBytes(ref rest, out var key)) return null;
            if (!TryReadLength(ref rest, out var count) || count > rest.Length / 2) return null;
            var headers = new SpoolHeader[count];
            for (var i = 0; i < count; i++)
            {
                if (ReadText(ref rest) is not { } name || !TryReadBytes(ref rest, out var value)) return null;
                headers[i] = new SpoolHeader(name, value);
            }

            if (!TryReadBytes(ref rest, out var body) || rest.Length > 0) return null;
            return new SpoolEntry(topic, key, headers, body) { Position = position, Time = new DateTimeOffset(time, TimeSpan.Zero) };
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Position and ticks with which a body begins.</summary>
    public static (long Position, long Ticks) Stamp(ReadOnlySpan<byte> body) =>
        (BinaryPrimitives.ReadInt64LittleEndian(body), BinaryPrimitives.ReadInt64LittleEndian(body[8..]));

    private static ulong HashOf(ReadOnlySpan<byte> record) =>
        XxHash3.HashToUInt64(record[PrefixBytes..], seed: BinaryPrimitives.ReadInt32LittleEndian(record));

    /// <summary>None is written as 0, otherwise the length and one.</summary>
    private static void WriteBytes(ArrayBufferWriter<byte> to, byte[]? bytes)
    {
        WriteLength(to, bytes is null ? 0 : bytes.Length + 1);
        to.Write(bytes ?? []);
    }

    private static void WriteLength(ArrayBufferWriter<byte> to, int length)
    {
        var span = to.GetSpan(4);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        to.Advance(4);
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (rest.Length < 4) return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[4..];
        return length >= 0 && length - 1 <= rest.Length;
    }

    private static bool TryReadBytes(ref ReadOnlySpan<byte> rest, out byte[]? bytes)
    {
        bytes = null;
        if (!TryReadLength(ref rest, out var length)) return false;
        if (length == 0) return true;
        bytes = rest[..(length - 1)].ToArray();
        rest = rest[(length - 1)..];
        return true;
    }

    private static string? ReadText(ref ReadOnlySpan<byte> rest) => TryReadBytes(ref rest, out var bytes) && bytes is not null ? Utf8.GetString(bytes) : null;
}
