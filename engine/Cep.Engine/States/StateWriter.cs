using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep;

/// <summary>Takes the state of a key as bytes. Reused: what was written is dropped by <see cref="Clear"/>.</summary>
internal sealed class StateWriter
{
    private byte[] bytes = new byte[256];

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Count);

    /// <summary>How many bytes were written.</summary>
    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>Writes a value of any type that can be saved, see <see cref="StateCodec{T}"/>.</summary>
    public void Write<T>(in T value)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) StateCodec<T>.Write(this, value);
        else WriteBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)), Unsafe.SizeOf<T>()));
    }

    public void WriteBytes(ReadOnlySpan<byte> more)
    {
        if (bytes.Length - Count < more.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Count + more.Length));
        more.CopyTo(bytes.AsSpan(Count));
        Count += more.Length;
    }
}
