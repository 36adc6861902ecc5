namespace Cep;

/// <summary>Sums of numbers and of their squares.</summary>
internal struct Squares
{
    public MovingSum Sum;
    public CompensatedSum OfSquares;

    public void Add(double value)
    {
        Sum.Add(value);
        if (double.IsFinite(value)) AddSquare(value, 1);
    }

    public void Remove(double value)
    {
        Sum.Remove(value);
        if (double.IsFinite(value)) AddSquare(value, -1);
    }

    /// <summary>
    /// The mean squared distance from the mean. What is subtracted from each other here may be alike in its first ten
    /// digits and more, so all of it is worked out to twice the digits of a double.
    /// </summary>
    public readonly double Variance(long count)
    {
        if (!Sum.IsFinite) return double.NaN;
        var (sum, sumLow) = Sum.Finite.Parts;
        var (squares, squaresLow) = OfSquares.Parts;
        var product = sum * sum;
        var productLow = Math.FusedMultiplyAdd(sum, sum, -product) + 2 * sum * sumLow;
        var quotient = product / count;
        var quotientLow = (Math.FusedMultiplyAdd(-quotient, count, product) + productLow) / count;
        var distances = (squares - quotient) + (squaresLow - quotientLow);
        return Math.Max(0, distances / count);
    }

    /// <summary>The square and what rounding takes of it.</summary>
    private void AddSquare(double value, double sign)
    {
        var square = value * value;
        OfSquares.Add(sign * square);
        OfSquares.Add(sign * Math.FusedMultiplyAdd(value, value, -square));
    }
}

/// <summary>The variance or its root, of the window's events as the whole there is: divided by n, not n − 1.</summary>
internal readonly struct VarianceAggregate(bool root) : IWindowAggregate<double, Squares, Windowed<double>>
{
    public static bool CanRemove => true;

    public Squares First(in double value)
    {
        var squares = default(Squares);
        squares.Add(value);
        return squares;
    }

    public void Add(ref Squares state, in double value) => state.Add(value);

    public void Remove(ref Squares state, in double value) => state.Remove(value);

    public Squares Merge(in Squares earlier, in Squares later) =>
        new() { Sum = earlier.Sum.And(later.Sum), OfSquares = earlier.OfSquares.And(later.OfSquares) };

    public Windowed<double> Result(in Squares state, EventTime start, EventTime end, long count)
    {
        var variance = state.Variance(count);
        return new Windowed<double>(start, end, root ? Math.Sqrt(variance) : variance, count);
    }
}
