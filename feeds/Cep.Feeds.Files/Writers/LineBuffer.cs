using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Cep.Feeds.Files;

/// <summary>Builds lines of text as UTF-8 in one reused buffer.</summary>
internal sealed class LineBuffer
{
    private const int RoomForOneValue = 512;
    private readonly IsoTimeText timeText = new();
    private byte[] bytes = new byte[4 * RoomForOneValue];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value)
    {
        Room();
        bytes[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> ascii)
    {
        while (ascii.Length + RoomForOneValue > bytes.Length - Length) Array.Resize(ref bytes, bytes.Length * 2);
        ascii.CopyTo(bytes.AsSpan(Length));
        Length += ascii.Length;
    }

    /// <summary>The shortest number that reads back as the same.</summary>
    public void Add(double value)
    {
        value.TryFormat(Room(), out var length, default, CultureInfo.InvariantCulture);
        Length += length;
    }

    public void Add(long value)
    {
        Utf8Formatter.TryFormat(value, Room(), out var length);
        Length += length;
    }

    /// <summary>A whole number with at least so many digits.</summary>
    public void Add(long value, byte digits)
    {
        Utf8Formatter.TryFormat(value, Room(), out var length, new System.Buffers.StandardFormat('D', digits));
        Length += length;
    }

    public void AddHex(uint value)
    {
        Utf8Formatter.TryFormat(value, Room(), out var length, 'x');
        Length += length;
    }

    public void Add(EventTime time) => Length += timeText.Write(Room(), time);

    public void Add(ReadOnlySpan<char> text)
    {
        while (Encoding.UTF8.GetMaxByteCount(text.Length) > bytes.Length - Length) Array.Resize(ref bytes, bytes.Length * 2);
        Length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length));
    }

    private Span<byte> Room()
    {
        if (bytes.Length - Length < RoomForOneValue) Array.Resize(ref bytes, bytes.Length * 2);
        return bytes.AsSpan(Length);
    }
}
