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

    /// <summary>The rounded sum and what rounding took of it; they add up to the exact sum but for the last bits of the second.</summary>
    public readonly (double High, double Low) Parts
    {
        get
        {
            var high = sum + lost;
            var ofLost = high - sum;
            return (high, sum - (high - ofLost) + (lost - ofLost));
        }
    }

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
