using Parquet.Meta;

namespace Cep.Feeds.Files;

/// <summary>
/// Goes from page to page of a column before the library does, which reads the head of a page wherever it is led to and takes
/// whatever memory it is told to.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="end">Where its pages end.</param>
/// <param name="stream">What the library reads of it.</param>
internal sealed class ParquetPages(FileStream file, long end, ParquetStream stream)
{
    private const int HeadLength = 4096;
    private const int MostHeadLength = 16 << 20;

    // A value that repeats packs to next to nothing; more than a kilobyte of it is no name.
    private const long AlwaysUnpacked = 1 << 20;
    private const long MostUnpackedOfRow = 1 << 10;
    private const long MostUnpackedOfByte = 1 << 10;

    private readonly ParquetPageHead head = new();
    private byte[] bytes = new byte[HeadLength];

    /// <summary>Checks the pages of a column of a row group, and lets the library read to the end of the last of them.</summary>
    /// <exception cref="InvalidDataException">They are not those of so many rows, or say what can't be.</exception>
    /// <exception cref="EndOfStreamException">One is said to go on beyond the end.</exception>
    public void Check(ColumnMetaData column, long rows)
    {
        if (column.NumValues != rows) throw new InvalidDataException($"a column has {column.NumValues} values in {rows} rows.");
        var position = FirstOf(column);
        for (var left = rows; left > 0;)
        {
            if (position < 0 || position >= end) throw new EndOfStreamException($"a page is said to begin at byte {position}; pages end at {end}.");
            var data = position + ReadHead(position, out var read);
            if (head.Length > end - data) throw new EndOfStreamException($"a page of {head.Length} bytes is said to follow byte {data}; pages end at {end}.");
            CheckLengths(column.Codec, rows, bytes.AsSpan(0, read)[(int)Math.Min(read, data - position)..]);
            left -= head.Rows;
            if (left < 0) throw new InvalidDataException("the pages of a column have more rows than their row group.");
            position = data + head.Length;
        }

        stream.End = position;
    }

    /// <summary>The least of them, because writers do not agree on which is which.</summary>
    private static long FirstOf(ColumnMetaData column)
    {
        var first = long.MaxValue;
        foreach (var offset in (ReadOnlySpan<long>)[column.DictionaryPageOffset ?? 0, column.DataPageOffset, column.IndexPageOffset ?? 0])
        {
            if (offset != 0) first = Math.Min(first, offset);
        }

        return first;
    }

    /// <summary>A head is small but where it quotes long names.</summary>
    private int ReadHead(long position, out int read)
    {
        while (true)
        {
            file.Position = position;
            var part = bytes.AsSpan(0, (int)Math.Min(bytes.Length, end - position));
            read = file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            try
            {
                return head.Read(bytes.AsSpan(0, read));
            }
            catch (EndOfStreamException) when (read == bytes.Length && read < MostHeadLength)
            {
                bytes = new byte[bytes.Length * 4];
            }
        }
    }

    private void CheckLengths(CompressionCodec codec, long rows, ReadOnlySpan<byte> data)
    {
        var most = AlwaysUnpacked + head.Length * MostUnpackedOfByte + rows * MostUnpackedOfRow;
        var packed = head.PackedFrom is { } from ? data[(int)Math.Min(data.Length, from)..] : [];
        var length = Math.Max((ulong)head.UnpackedLength, ParquetPacking.LengthOf(codec, packed));
        if (length > (ulong)most) throw new InvalidDataException($"{head.Length} bytes are said to be {length} when they are unpacked.");
    }
}
