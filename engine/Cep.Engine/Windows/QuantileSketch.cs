namespace Cep;

/// <summary>
/// Counts of numbers by their leading bits: sign, exponent and the first bits of the fraction. All numbers of a bucket lie
/// within a bound of its middle, so any quantile is known within that bound, a part of the number itself. Counts add,
/// subtract and merge exactly: what was taken back leaves no trace.
/// </summary>
/// <remarks>
/// The idea of buckets whose width grows with the number: Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile
/// sketch with relative-error guarantees", VLDB 2019; buckets from the bits themselves need no logarithm, which differs
/// between machines. Buckets of one exponent lie on a page, and only pages that hold something are kept.
/// </remarks>
internal sealed class QuantileSketch(int fractionBits)
{
    private readonly List<Page> pages = [];

    /// <summary>The bits of the fraction that keep the error within a bound.</summary>
    /// <param name="relativeError">More than 0 and less than 1.</param>
    public static int FractionBitsFor(double relativeError)
    {
        var bits = 0;
        while (Math.ScaleB(0.5, -bits) > relativeError) bits++;
        return bits;
    }

    /// <summary>Adds a number, or takes it back; one that is not a number counts for nothing.</summary>
    public void Add(double value, int times)
    {
        if (double.IsNaN(value)) return;
        var bucket = BucketOf(value);
        var exponent = bucket >> fractionBits;
        var place = Find(exponent);
        if (place < 0) pages.Insert(place = ~place, new Page(exponent, 0, new long[1 << fractionBits]));
        var page = pages[place];
        page.Counts[bucket & ((1 << fractionBits) - 1)] += times;
        pages[place] = page with { Total = page.Total + times };
        if (page.Total + times == 0) pages.RemoveAt(place);
    }

    public void AddAll(QuantileSketch other)
    {
        foreach (var more in other.pages)
        {
            var place = Find(more.Exponent);
            if (place < 0) pages.Insert(place = ~place, new Page(more.Exponent, 0, new long[1 << fractionBits]));
            var page = pages[place];
            for (var i = 0; i < page.Counts.Length; i++) page.Counts[i] += more.Counts[i];
            pages[place] = page with { Total = page.Total + more.Total };
        }
    }

    /// <summary>The number that stands at a part of the way from the least to the greatest, those of the same bucket taken for one.</summary>
    /// <returns>NaN when there are no numbers.</returns>
    public double Quantile(double part)
    {
        var total = 0L;
        foreach (var page in pages) total += page.Total;
        var rank = Math.Max(1, (long)Math.Ceiling(part * total));
        foreach (var page in pages)
        {
            if (rank > page.Total)
            {
                rank -= page.Total;
                continue;
            }

            var bucket = 0;
            while (rank > page.Counts[bucket]) rank -= page.Counts[bucket++];
            return MiddleOf((page.Exponent << fractionBits) | bucket);
        }

        return double.NaN;
    }

    /// <summary>Numbers of bits that rise with the number, also through zero.</summary>
    private static long Rising(long bits) => bits ^ ((bits >> 63) & long.MaxValue);

    private int BucketOf(double value) => (int)(Rising(BitConverter.DoubleToInt64Bits(value + 0.0)) >> (52 - fractionBits));

    /// <summary>What a bucket stands for. Those next to zero hold zero and what is too small for a double's full precision.</summary>
    private double MiddleOf(int bucket)
    {
        if (bucket is 0 or -1) return 0;
        var low = BitConverter.Int64BitsToDouble(Rising((long)bucket << (52 - fractionBits)));
        var high = BitConverter.Int64BitsToDouble(Rising((((long)bucket + 1) << (52 - fractionBits)) - 1));
        if (double.IsFinite(low) && double.IsFinite(high)) return low + (high - low) / 2;
        return bucket > 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }

    private int Find(int exponent)
    {
        var (low, high) = (0, pages.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (pages[middle].Exponent < exponent) low = middle + 1;
            else high = middle;
        }

        return low < pages.Count && pages[low].Exponent == exponent ? low : ~low;
    }

    /// <summary>The buckets of one exponent.</summary>
    /// <param name="Exponent">Sign and exponent, as a number that rises with those it stands for.</param>
    /// <param name="Total">How many numbers the page holds.</param>
    /// <param name="Counts">How many each bucket holds.</param>
    private readonly record struct Page(int Exponent, long Total, long[] Counts);
}
