using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cep;

/// <summary>Asks the processor for memory that will be needed soon. Changes nothing but the time it takes.</summary>
internal static class Cache
{
    private const int LineBytes = 64;

    /// <summary>Asks for the lines in which a value lies, up to 128 bytes of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T value)
    {
        if (!Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref value);
        Sse.Prefetch0(at);
        if (Unsafe.SizeOf<T>() > LineBytes) Sse.Prefetch0(at + LineBytes);
        Sse.Prefetch0(at + Math.Min(Unsafe.SizeOf<T>(), 2 * LineBytes) - 1);
    }
}
