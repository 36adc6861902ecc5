using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Memory;

namespace Cep.Feeds.Files;

/// <summary>
/// Lends the reader the memory of one record batch and takes it back for the next one, so that reading allocates nothing
/// per batch once the largest has come.
/// </summary>
/// <param name="fileBytes">How long the file is: a damaged one asks for more than can be behind it.</param>
internal sealed class BlockMemory(long fileBytes) : MemoryAllocator
{
    // What is compressed grows when it is read, but not without bounds; a small file may hold one value many times.
    private const long MostGrowth = 1000;
    private const long AlwaysBytes = 8 << 20;

    private readonly List<byte[]> free = [];
    private readonly List<byte[]> lent = [];

    /// <summary>Takes back all that was lent, but for what is marked to be kept. What is still in use by then changes under its user.</summary>
    public void TakeBack()
    {
        free.Clear();
        free.AddRange(lent);
        lent.Clear();
    }

    /// <summary>Lets go of the memory behind a dictionary, because later batches refer to it.</summary>
    public void Keep(ArrayData? data)
    {
        if (data is null) return;
        foreach (var buffer in data.Buffers ?? [])
        {
            if (MemoryMarshal.TryGetArray(buffer.Memory, out var segment)) lent.Remove(segment.Array!);
        }

        foreach (var child in data.Children ?? []) Keep(child);
        Keep(data.Dictionary);
    }

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length > AlwaysBytes + fileBytes * MostGrowth) throw new InvalidDataException($"{length} bytes are said to be in a file of {fileBytes}.");
        bytesAllocated = length;
        var best = -1;
        for (var i = 0; i < free.Count; i++)
        {
            if (free[i].Length >= length && (best < 0 || free[i].Length < free[best].Length)) best = i;
        }

        byte[] array;
        if (best < 0)
        {
            array = GC.AllocateUninitializedArray<byte>(length);
        }
        else
        {
            array = free[best];
            free.RemoveAt(best);
        }

        lent.Add(array);
        return new Loan(array, length);
    }

    private sealed class Loan(byte[] array, int length) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = array.AsMemory(0, length);

        public void Dispose()
        {
            // The lender takes everything back at once.
        }
    }
}
