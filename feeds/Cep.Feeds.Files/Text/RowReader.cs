using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Cep.Feeds.Files;

/// <summary>
/// Cuts a stream of bytes into lines and lines into fields, in place: a field is a piece of the buffer, nothing is
/// allocated per row. A line ends at its line feed even inside quotes, so an unclosed quote costs one row, not the file.
/// </summary>
/// <remarks>Not safe for more than one thread. A line or field is good until the next call of <see cref="Next"/>.</remarks>
internal sealed class RowReader : IDisposable
{
    /// <summary>The longest line in bytes. A longer one is cut, so that memory stays bounded whatever the file holds.</summary>
    public const int MaxLineBytes = 65_536;

    /// <summary>The most fields of a row.</summary>
    public const int MaxFields = 1024;

    // The longest line with its line end, then room for the sentinel and for a stride that reads past it.
    private const int Capacity = MaxLineBytes + 2;
    private const int Padding = Stride;

    // So many bytes are looked at together: most rows are no longer.
    private const int Stride = 64;

    private static readonly Vector256<byte> LineFeeds = Vector256.Create((byte)'\n');
    private static readonly Vector256<byte> Quotes = Vector256.Create((byte)'"');

    private readonly TextSource source;
    private readonly byte[] buffer = new byte[Capacity + Padding];

    // Where each field ends, behind the place before the first; room for a stride's worth of places that don't count.
    private readonly int[] ends = new int[1 + MaxFields + Stride];
    private byte[] fields;
    private byte[]? unquoted;
    private byte[]? longLine;
    private byte delimiter = (byte)'\n';
    private int next;
    private int filled;
    private int start;
    private int end;
    private bool isQuoted;

    // The line was unquoted or refused; only then are the references set again, each time through the collector's barrier.
    private bool isOdd;
    private bool started;
    private bool ended;

    public RowReader(TextSource source)
    {
        this.source = source;
        fields = buffer;
        buffer[0] = (byte)'\n';
    }

    /// <summary>The byte between fields; the line feed, at first, leaves lines whole.</summary>
    public byte Delimiter
    {
        set => delimiter = value;
    }

    /// <summary>Lines that begin with this character are passed over; null when none are.</summary>
    public char? CommentMark { get; init; }

    /// <summary>The number of the current line, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How many fields the current row has; may exceed <see cref="MaxFields"/>, above which they can't be had.</summary>
    public int FieldCount { get; private set; }

    /// <summary>What is wrong with the line as such, null when it could be cut into fields.</summary>
    public string? Problem { get; private set; }

    /// <summary>The current line without its line end; only its beginning when it is too long.</summary>
    public ReadOnlySpan<byte> Raw => longLine ?? buffer.AsSpan(start, end - start);

    /// <summary>The bytes of a field, quotes removed.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var first = ends[field] + 1;
            return new ReadOnlySpan<byte>(fields, first, ends[field + 1] - first);
        }
    }

    /// <summary>The first bytes of a field that is not empty, up to eight, the first one lowest and zeros above the last one.</summary>
    public ulong FirstEight(int field)
    {
        // The buffer goes on behind the last field, so that eight bytes can be read wherever a field begins.
        var first = ends[field] + 1;
        var length = Math.Min(ends[field + 1] - first, sizeof(ulong));
        return BinaryPrimitives.ReadUInt64LittleEndian(fields.AsSpan(first, sizeof(ulong))) & (ulong.MaxValue >> (64 - 8 * length));
    }

    /// <summary>The current line as a dead letter keeps it.</summary>
    public string RawText()
    {
        // A character takes at most four bytes.
        var raw = Raw;
        var text = Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, DeadLetter.MaxRawLength * 4)]);
        return text.Length <= DeadLetter.MaxRawLength ? text : text[..DeadLetter.MaxRawLength];
    }

    /// <summary>Moves to the next line that is neither blank nor a comment.</summary>
    /// <returns>False at the end of the input.</returns>
    /// <exception cref="FeedException">The input broke off.</exception>
    public bool Next()
    {
        do
        {
            if (isOdd) ForgetOddLine();
            while (!Scan() && !(ended && next < filled))
            {
                if (ended) return false;
                if (next == 0 && filled == Capacity) return SkipLongLine();
                Refill();
            }

            TakeLine();
        }
        while (end == start || buffer[start] == CommentMark);

        return true;
    }

    public void Dispose() => source.Dispose();

    /// <summary>Finds the fields of the line that begins at <see cref="next"/>, up to the line feed or the sentinel behind the input.</summary>
    /// <returns>False when the line's end is not in the buffer.</returns>
    private bool Scan()
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(buffer);
        var delimiters = Vector256.Create(delimiter);
        var count = 0;
        ulong quoteBits = 0;
        for (var at = next; ; at += Stride)
        {
            var low = Vector256.LoadUnsafe(ref origin, (nuint)at);
            var high = Vector256.LoadUnsafe(ref origin, (nuint)at + Stride / 2);
            var lineBits = Places(low, high, LineFeeds);

            // Up to the first line feed, which ends the last field; everything when there is none.
            var within = lineBits ^ (lineBits - 1);
            quoteBits |= Places(low, high, Quotes) & within;
            count += MarkEnds((Places(low, high, delimiters) | lineBits) & within, at, count);
            if (lineBits == 0) continue;
            start = next;
            ends[0] = start - 1;
            end = at + BitOperations.TrailingZeroCount(lineBits);
            FieldCount = count;
            isQuoted = quoteBits != 0;
            return end < filled;
        }
    }

    /// <summary>One bit for each byte that equals the sought one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Places(Vector256<byte> low, Vector256<byte> high, Vector256<byte> sought) =>
        Vector256.Equals(low, sought).ExtractMostSignificantBits()
        | (ulong)Vector256.Equals(high, sought).ExtractMostSignificantBits() << (Stride / 2);

    /// <summary>
    /// Notes the place of each bit. Eight are written whether there are eight or not: what is beyond the last is written
    /// over later, and the processor need not guess how many there are.
    /// </summary>
    /// <returns>How many bits there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int MarkEnds(ulong bits, int at, int count)
    {
        const int Together = 8;
        var marked = BitOperations.PopCount(bits);
        ref var to = ref MemoryMarshal.GetReference(ends.AsSpan(1 + Math.Min(count, MaxFields), Stride));
        for (var i = 0; ; i += Together)
        {
            bits = MarkOne(ref Unsafe.Add(ref to, i), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 1), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 2), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 3), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 4), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 5), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 6), at, bits);
            bits = MarkOne(ref Unsafe.Add(ref to, i + 7), at, bits);
            if (i + Together >= marked) return marked;
        }
    }

    /// <summary>Notes the place of the lowest bit and takes the bit away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MarkOne(ref int to, int at, ulong bits)
    {
        to = at + BitOperations.TrailingZeroCount(bits);
        return bits & (bits - 1);
    }

    /// <summary>Accepts the line that <see cref="Scan"/> found and moves behind it.</summary>
    private void TakeLine()
    {
        Line++;
        next = Math.Min(end + 1, filled);
        if (end > start && buffer[end - 1] == '\r') end--;
        if (FieldCount <= MaxFields) ends[FieldCount] = end;
        if (end - start > MaxLineBytes) RefuseLongLine();
        else if (isQuoted) Unquote();
    }

    private void Unquote()
    {
        isOdd = true;
        fields = unquoted ??= new byte[Capacity + Padding];
        ends[0] = -1;
        FieldCount = QuotedRow.Split(buffer.AsSpan(start, end - start), delimiter, fields, ends.AsSpan(1, MaxFields), out var problem);
        Problem = problem;
    }

    private void Refill()
    {
        buffer.AsSpan(next, filled - next).CopyTo(buffer);
        filled -= next;
        next = 0;
        Fill();
        if (started) return;
        started = true;
        var mark = "\uFEFF"u8;
        while (!ended && filled < mark.Length) Fill();
        if (buffer.AsSpan(0, filled).StartsWith(mark)) next = mark.Length;
    }

    private void Fill()
    {
        var read = source.Read(buffer.AsSpan(filled, Capacity - filled));
        ended = read == 0;
        filled += read;
        buffer[filled] = (byte)'\n';
    }

    /// <summary>Passes over a line that fills the buffer without an end.</summary>
    private bool SkipLongLine()
    {
        Line++;
        (start, end) = (0, filled);
        RefuseLongLine();
        while (true)
        {
            var lineFeed = buffer.AsSpan(0, filled).IndexOf((byte)'\n');
            next = lineFeed < 0 ? filled : lineFeed + 1;
            if (lineFeed >= 0 || ended) return true;
            Refill();
        }
    }

    private void ForgetOddLine()
    {
        isOdd = false;
        longLine = null;
        Problem = null;
        fields = buffer;
    }

    private void RefuseLongLine()
    {
        isOdd = true;
        longLine = buffer.AsSpan(start, DeadLetter.MaxRawLength).ToArray();
        Problem = $"the line is longer than {MaxLineBytes} bytes";
    }
}
