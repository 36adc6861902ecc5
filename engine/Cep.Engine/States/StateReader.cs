using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep;

/// <summary>Gives back what a <see cref="StateWriter"/> took, in the same order.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int at;

    public T Read<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) return StateCodec<T>.Read(this);
        var value = default(T)!;
        ReadBytes(Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()));
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var read = bytes.Span.Slice(at, count);
        at += count;
        return read;
    }
}
