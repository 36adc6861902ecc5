namespace Cep;

/// <summary>
/// A sum that carries the rounding error of each addition along (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren
/// zur Summation endlicher Summen"), so that it does not drift.
/// </summary>
internal struct CompensatedSum
{
    private double sum;
    private double lost;

    public readonly double Value => sum + lost;

    public void Add(double value)
    {
        var total = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
        sum = total;
    }

    /// <summary>The sum of both, with what each of them lost.</summary>
    public readonly CompensatedSum And(CompensatedSum other)
    {
        var both = this;
        both.Add(other.sum);
        both.lost += other.lost;
        return both;
    }
}

internal readonly struct SumAggregate : IWindowAggregate<double, CompensatedSum, Windowed<double>>
{
    public CompensatedSum First(in double value)
    {
        var sum = default(CompensatedSum);
        sum.Add(value);
        return sum;
    }

    public void Add(ref CompensatedSum state, in double value) => state.Add(value);

    public CompensatedSum Merge(in CompensatedSum earlier, in CompensatedSum later) => earlier.And(later);

    public Windowed<double> Result(in CompensatedSum state, EventTime start, EventTime end, long count) => new(start, end, state.Value, count);
}
