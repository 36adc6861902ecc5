using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Cep.Live;

/// <summary>How far the spool was drained, on disk: two slots that are written in turns, so that one is always whole.</summary>
/// <remarks>Used under the lock of the spool.</remarks>
internal sealed class SpoolPosition : IDisposable
{
    public const string FileName = "position";
    private const int SlotBytes = 16;
    private readonly SafeFileHandle file;
    private int slot;

    public SpoolPosition(string folder)
    {
        file = File.OpenHandle(System.IO.Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> bytes = stackalloc byte[SlotBytes];
        for (var i = 0; i < 2; i++)
        {
            if (RandomAccess.Read(file, bytes, i * SlotBytes) < SlotBytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) != XxHash3.HashToUInt64(bytes[..8])) continue;
            var confirmed = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            if (Confirmed is { } other && confirmed <= other) continue;
            Confirmed = confirmed;
            slot = 1 - i;
        }
    }

    /// <summary>The last position that was confirmed; null when none can be read.</summary>
    public long? Confirmed { get; private set; }

    /// <summary>Writes a position; it is durable when this returns.</summary>
    public void Write(long confirmed)
    {
        Span<byte> bytes = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, confirmed);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], XxHash3.HashToUInt64(bytes[..8]));
        RandomAccess.Write(file, bytes, slot * SlotBytes);
        RandomAccess.FlushToDisk(file);
        slot = 1 - slot;
        Confirmed = confirmed;
    }

    public void Dispose() => file.Dispose();
}
