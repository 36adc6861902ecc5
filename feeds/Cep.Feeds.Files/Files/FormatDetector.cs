using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Cep.Feeds.Files;

/// <summary>Recognises a file's format from its first bytes.</summary>
internal static class FormatDetector
{
    private const uint ArrowContinuation = 0xFFFFFFFF;
    private const int MaxArrowHead = 1 << 28;

    // Control characters that no text holds; tab, line feed and carriage return are not among them.
    private static readonly SearchValues<byte> NoText = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>The format, or null when it is none that is known. Any text passes for CSV; its header decides later.</summary>
    public static TickFormat? Detect(FileHead head)
    {
        var bytes = head.Bytes.AsSpan();
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8)) return TickFormat.Lean;
        if (bytes.StartsWith("PAR1"u8)) return TickFormat.Parquet;
        if (bytes.StartsWith("ARROW1"u8) || IsArrowStream(bytes)) return TickFormat.Arrow;
        if (!IsText(head.Text)) return null;
        return HeaderOf(head, skipComments: true) is { } header && DebsColumns.TryFind(header) is not null ? TickFormat.Debs2022 : TickFormat.Csv;
    }

    /// <summary>The head begins like a tick CSV whose columns can be found.</summary>
    public static bool HasCsvHeader(FileHead head, TickFileOptions options) =>
        HeaderOf(head, skipComments: false) is { } header && CsvLayout.TryFind(header, options.Mapping, options.Symbol is not null, out _) is not null;

    private static bool IsArrowStream(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != ArrowContinuation) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        return length is > 0 and < MaxArrowHead;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(NoText)) return false;
        if (bytes.Length < FileHead.MaxBytes) return Utf8.IsValid(bytes);

        // A head that is only the beginning may end within a character: its last one of several bytes doesn't count.
        while (bytes.Length > 1 && (bytes[^1] & 0xC0) == 0x80) bytes = bytes[..^1];
        return Utf8.IsValid((bytes[^1] & 0xC0) == 0xC0 ? bytes[..^1] : bytes);
    }

    private static IReadOnlyList<string>? HeaderOf(FileHead head, bool skipComments)
    {
        var rest = head.Text.AsSpan();
        if (rest.StartsWith("\uFEFF"u8)) rest = rest[3..];
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            if (line.Length > 0 && !(skipComments && line[0] == '#')) return CsvHeader.Split(line, CsvHeader.GuessDelimiter(line));
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return null;
    }
}
