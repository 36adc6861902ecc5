using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Cep.Live;

/// <summary>A file of the spool: a head that names its first position, and entries one after another.</summary>
/// <remarks>Used under the lock of the spool.</remarks>
internal sealed class SpoolSegment : IDisposable
{
    public const string Ending = ".spool";
    public const int HeadBytes = 24;
    private const ulong Magic = 0x314C4F4F50534543; // "CESPOOL1"
    private readonly SafeFileHandle file;

    private SpoolSegment(string path, SafeFileHandle file, long first)
    {
        Path = path;
        this.file = file;
        First = first;
        Next = first;
        Length = HeadBytes;
    }

    public string Path { get; }

    /// <summary>Position of its first entry.</summary>
    public long First { get; }

    /// <summary>Position of the entry after its last one.</summary>
    public long Next { get; private set; }

    /// <summary>Bytes up to the end of its last entry.</summary>
    public long Length { get; private set; }

    public static SpoolSegment Create(string folder, long first)
    {
        var path = System.IO.Path.Combine(folder, first.ToString("D20", CultureInfo.InvariantCulture) + Ending);
        var segment = new SpoolSegment(path, File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read), first);
        RandomAccess.Write(segment.file, HeadOf(first), 0);
        return segment;
    }

    /// <summary>Opens a segment and reads all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="intact">Whether all of it could be read; where not, it ends before what is damaged.</param>
    /// <returns>Null when not even its head can be read.</returns>
    public static SpoolSegment? Open(string path, out bool intact)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> head = stackalloc byte[HeadBytes];
        var first = RandomAccess.Read(file, head, 0) == HeadBytes ? BinaryPrimitives.ReadInt64LittleEndian(head[8..]) : 0;
        intact = first > 0 && head.SequenceEqual(HeadOf(first));
        if (!intact)
        {
            file.Dispose();
            return null;
        }

        var segment = new SpoolSegment(path, file, first);
        while (segment.Read(segment.Length, out var end) is { } entry && entry.Position == segment.Next)
        {
            segment.Length = end;
            segment.Next++;
        }

        intact = segment.Length == RandomAccess.GetLength(file);
        return segment;
    }

    /// <summary>Reads the entry at an offset.</summary>
    /// <returns>Null when there is none or it is damaged.</returns>
    public SpoolEntry? Read(long offset, out long end)
    {
        end = offset;
        Span<byte> prefix = stackalloc byte[SpoolCodec.PrefixBytes];
        if (RandomAccess.Read(file, prefix, offset) < prefix.Length) return null;
        var body = SpoolCodec.BodyLength(prefix);
        if (body < 0 || offset + prefix.Length + body > RandomAccess.GetLength(file)) return null;
        var record = new byte[prefix.Length + body];
        if (RandomAccess.Read(file, record, offset) < record.Length) return null;
        end = offset + record.Length;
        return SpoolCodec.Read(record);
    }

    /// <summary>When the entry at an offset was put in.</summary>
    public DateTimeOffset TimeAt(long offset)
    {
        Span<byte> stamp = stackalloc byte[SpoolCodec.StampBytes];
        RandomAccess.Read(file, stamp, offset + SpoolCodec.PrefixBytes);
        return new DateTimeOffset(SpoolCodec.Stamp(stamp).Ticks, TimeSpan.Zero);
    }

    /// <summary>Appends a record. Where that fails, the segment is as it was.</summary>
    public void Append(ReadOnlySpan<byte> record)
    {
        try
        {
            RandomAccess.Write(file, record, Length);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(file, Length);
            throw;
        }

        Length += record.Length;
        Next++;
    }

    /// <summary>Cuts off what follows the last entry and keeps it in a file beside the segment.</summary>
    /// <returns>How many bytes that were.</returns>
    public long CutTail()
    {
        var tail = RandomAccess.GetLength(file) - Length;
        using (var kept = new FileStream(Path + ".cut", FileMode.Append))
        {
            var buffer = new byte[1 << 16];
            for (var at = Length; RandomAccess.Read(file, buffer, at) is var read and > 0; at += read) kept.Write(buffer, 0, read);
        }

        RandomAccess.SetLength(file, Length);
        RandomAccess.FlushToDisk(file);
        return tail;
    }

    public void Flush() => RandomAccess.FlushToDisk(file);

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose() => file.Dispose();

    private static byte[] HeadOf(long first)
    {
        var head = new byte[HeadBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), first);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(16), XxHash3.HashToUInt64(head.AsSpan(0, 16)));
        return head;
    }
}
