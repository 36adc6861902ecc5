using System.Runtime.InteropServices;

namespace Cep.Feeds.Files;

/// <summary>
/// One column of a block. Its values lie in the file's own buffer when that has the right type, else in an array that is
/// reused from block to block. A column that the file does not have holds zeros.
/// </summary>
internal sealed class BlockColumn<T>
    where T : unmanaged
{
    private T[] own = [];
    private ReadOnlyMemory<byte> lent;
    private bool isLent;

    public ReadOnlySpan<T> Values => isLent ? MemoryMarshal.Cast<byte, T>(lent.Span) : own;

    /// <summary>The value of a row as the file has it, null for null; absent when the file has no such column.</summary>
    public Func<int, string?>? Text { get; set; }

    /// <summary>The array to fill with the values of a block.</summary>
    public Span<T> Own(int rows)
    {
        isLent = false;
        lent = default;
        if (own.Length < rows) own = new T[rows];
        return own.AsSpan(0, rows);
    }

    /// <summary>Takes the values from a buffer of the file, which must stay as it is until the next block.</summary>
    public void Lend(ReadOnlyMemory<byte> bytes, int rows)
    {
        if (bytes.Length / Marshal.SizeOf<T>() < rows) throw new InvalidDataException("A column is shorter than its block says.");
        lent = bytes;
        isLent = true;
    }
}
