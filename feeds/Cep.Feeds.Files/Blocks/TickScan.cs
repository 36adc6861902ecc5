using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep.Feeds.Files;

/// <summary>Quick checks of whole stretches, so that good rows need none of their own.</summary>
internal static class TickScan
{
    /// <summary>No value is infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreFinite(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var max = new Vector<double>(double.MaxValue);
        var good = Vector<long>.AllBitsSet;
        foreach (var v in vectors) good &= Vector.LessThanOrEqual(Vector.Abs(v), max);
        var all = good == Vector<long>.AllBitsSet;
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..]) all &= double.IsFinite(value);
        return all;
    }

    /// <summary>No value is negative, infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreSizes(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var max = new Vector<double>(double.MaxValue);
        var good = Vector<long>.AllBitsSet;
        foreach (var v in vectors) good &= Vector.GreaterThanOrEqual(v, Vector<double>.Zero) & Vector.LessThanOrEqual(v, max);
        var all = good == Vector<long>.AllBitsSet;
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..]) all &= value is >= 0 and <= double.MaxValue;
        return all;
    }

    /// <summary>All times lie inside the bounds; the ends themselves mean "before every event" and "after every event".</summary>
    public static bool AreTimes(ReadOnlySpan<long> values) =>
        !values.ContainsAny(long.MinValue, long.MaxValue);

    /// <summary>All numbers are those of symbols.</summary>
    public static bool AreSymbols(ReadOnlySpan<int> values) => !values.Contains(TickBlock.BadSymbol);
}
