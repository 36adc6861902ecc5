using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Cep.Live;

/// <summary>How far the spool was drained and how much it dropped, on disk: two slots that are written in turns, so that one is always whole.</summary>
/// <remarks>Used under the lock of the spool.</remarks>
internal sealed class SpoolPosition : IDisposable
{
    public const string FileName = "position";
    private const int SlotBytes = 24;
    private readonly SafeFileHandle file;
    private int slot;

    public SpoolPosition(string folder)
    {
        file = File.OpenHandle(System.IO.Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> bytes = stackalloc byte[SlotBytes];
        for (var i = 0; i < 2; i++)
        {
            if (RandomAccess.Read(file, bytes, i * SlotBytes) < SlotBytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) != XxHash3.HashToUInt64(bytes[..16])) continue;
            var confirmed = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var dropped = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
            if (Confirmed is { } other && (confirmed, dropped).CompareTo((other, Dropped)) <= 0) continue;
            Confirmed = confirmed;
            Dropped = dropped;
            slot = 1 - i;
        }
    }

    /// <summary>The last position that was confirmed; null when none can be read.</summary>
    public long? Confirmed { get; private set; }

    /// <summary>How many entries had been dropped when an entry was taken last.</summary>
    public long Dropped { get; private set; }

    /// <summary>Writes a position; it is durable when this returns.</summary>
    public void Write(long confirmed, long dropped)
    {
        Span<byte> bytes = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, confirmed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], dropped);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], XxHash3.HashToUInt64(bytes[..16]));
        RandomAccess.Write(file, bytes, slot * SlotBytes);
        RandomAccess.FlushToDisk(file);
        slot = 1 - slot;
        Confirmed = confirmed;
        Dropped = dropped;
    }

    public void Dispose() => file.Dispose();
}
