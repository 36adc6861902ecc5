using System.Numerics;
using CsCheck;

namespace Cep.Tests;

/// <summary>What is added and taken back a million times agrees with working it out anew.</summary>
public sealed class WindowAggregatesTests
{
    private const int Steps = 1_000_000;
    private const int Size = 1_000;

    /// <summary>Multiples of 2⁻²⁰, so that integers give the exact answer: prices near 100 and now and then one of a billion.</summary>
    private static readonly long[] Numbers = [.. MakeNumbers()];

    private static readonly double[] Errors = [0.0001, 0.01, 0.2, 0.5];

    [Fact]
    public void A_sum_does_not_drift()
    {
        var (sum, exact) = (default(MovingSum), default(Int128));
        for (var i = 0; i < Steps; i++)
        {
            sum.Add(ValueOf(i));
            exact += Numbers[i];
            if (i < Size) continue;
            sum.Remove(ValueOf(i - Size));
            exact -= Numbers[i - Size];
            if (i % 1009 == 0) Assert.Equal((double)exact / (1 << 20), sum.Value);
        }
    }

    [Fact]
    public void A_variance_does_not_drift()
    {
        var squares = default(Squares);
        var (exactSum, exactSquares) = (BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < Steps; i++)
        {
            squares.Add(ValueOf(i));
            (exactSum, exactSquares) = (exactSum + Numbers[i], exactSquares + (BigInteger)Numbers[i] * Numbers[i]);
            if (i < Size) continue;
            var gone = Numbers[i - Size];
            squares.Remove(ValueOf(i - Size));
            (exactSum, exactSquares) = (exactSum - gone, exactSquares - (BigInteger)gone * gone);
            if (i % 1009 != 0) continue;
            var exact = (double)(exactSquares * Size - exactSum * exactSum) / Size / Size / Math.Pow(2, 40);
            Assert.InRange(squares.Variance(Size) / exact, 1 - 1e-12, 1 + 1e-12);
        }
    }

    [Fact]
    public void A_quantile_lies_within_its_error_of_the_value_of_its_rank() =>
        Gen.Select(Gen.Double[-1e9, 1e9].Array[1, 60], Gen.Int[0, 40], Gen.Double[0, 1], Gen.Int[0, 3].Select(i => Errors[i])).Sample((values, gone, part, error) =>
        {
            gone = Math.Min(gone, values.Length - 1);
            var sketch = new QuantileSketch(QuantileSketch.FractionBitsFor(error));
            foreach (var value in values) sketch.Add(value, 1);
            foreach (var value in values[..gone]) sketch.Add(value, -1);
            var left = values[gone..].Order().ToArray();
            var exact = left[Math.Max(1, (int)Math.Ceiling(part * left.Length)) - 1];
            Assert.True(Math.Abs(sketch.Quantile(part) - exact) <= error * Math.Abs(exact), $"{sketch.Quantile(part)} for {exact}");
            return true;
        }, iter: 2_000);

    [Fact]
    public void A_quantile_of_what_is_not_a_number_is_none()
    {
        var sketch = new QuantileSketch(7);
        sketch.Add(double.NaN, 1);
        Assert.Equal(double.NaN, sketch.Quantile(0.5));
        sketch.Add(0, 1);
        sketch.Add(double.PositiveInfinity, 1);
        sketch.Add(double.NegativeInfinity, 1);
        Assert.Equal([double.NegativeInfinity, 0, double.PositiveInfinity], [sketch.Quantile(0), sketch.Quantile(0.5), sketch.Quantile(1)]);
    }

    [Fact]
    public void Rows_that_are_given_back_are_given_out_again()
    {
        var rows = new MovingRows<double>();
        var held = new Queue<int>();
        for (var i = 0; i < 100_000; i++)
        {
            held.Enqueue(rows.Peek());
            rows.Take();
            if (held.Count > 3_000) rows.Return(held.Dequeue());
        }

        Assert.Equal(held.Count, held.Distinct().Count());
        Assert.InRange(held.Max(), 0, 3 * 4_096);
    }

    private static double ValueOf(int i) => Numbers[i] / (double)(1 << 20);

    private static IEnumerable<long> MakeNumbers()
    {
        var seed = 2022UL;
        for (var i = 0; i < Steps; i++)
        {
            seed = seed * 6364136223846793005 + 1442695040888963407;
            var near = (100L << 20) + (long)(seed >> 44);
            yield return i % 5_003 == 0 ? near * 10_000_000 : near;
        }
    }
}
