using System.Globalization;

namespace Cep.Live;

/// <summary>What was measured at one moment of a soak.</summary>
/// <param name="Passed">Since the beginning.</param>
/// <param name="Offered">Ticks that were offered.</param>
/// <param name="Lag">Ticks that were offered and are not committed.</param>
/// <param name="WorkingSet">Memory of the process, in bytes.</param>
/// <param name="Heap">Managed memory after a collection, in bytes.</param>
/// <param name="Derived">Derived events that readers of committed records saw.</param>
internal readonly record struct SoakSample(TimeSpan Passed, long Offered, long Lag, long WorkingSet, long Heap, long Derived)
{
    private const long MemoryAllowance = 64 << 20;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Passed.TotalSeconds,6:0} s  {Offered,12:N0} ticks  {Offered / Passed.TotalSeconds,9:N0} a second  lag {Lag,8:N0}  working set {WorkingSet >> 20,5} MB  heap {Heap >> 20,4} MB  {Derived,10:N0} derived");

    /// <summary>Fails when memory grew from the earlier half to the later by more than a quarter and what chance may add.</summary>
    public static void CheckMemoryIsFlat(IReadOnlyList<SoakSample> samples)
    {
        CheckFlat("working set", samples, sample => sample.WorkingSet);
        CheckFlat("heap", samples, sample => sample.Heap);
    }

    private static void CheckFlat(string what, IReadOnlyList<SoakSample> samples, Func<SoakSample, long> of)
    {
        var half = samples.Count / 2;
        var (earlier, later) = (Median(samples.Take(half).Select(of)), Median(samples.Skip(half).Select(of)));
        Assert.True(later <= earlier + earlier / 4 + MemoryAllowance, $"The {what} grew from {earlier >> 20} to {later >> 20} MB:\n{string.Join('\n', samples)}");
    }

    private static long Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
