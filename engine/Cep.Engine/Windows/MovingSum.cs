namespace Cep;

/// <summary>
/// A sum from which values may be taken back, also infinite ones and those that are not a number: these are counted, for
/// no arithmetic undoes them.
/// </summary>
internal struct MovingSum
{
    private CompensatedSum finite;
    private int infinities;
    private int negativeInfinities;
    private int notNumbers;

    /// <summary>Whether all that is in the sum is finite.</summary>
    public readonly bool IsFinite => (infinities | negativeInfinities | notNumbers) == 0;

    /// <summary>The sum of the finite values.</summary>
    public readonly CompensatedSum Finite => finite;

    public readonly double Value => IsFinite ? finite.Value : NotFinite();

    public void Add(double value)
    {
        if (double.IsFinite(value)) finite.Add(value);
        else Note(value, 1);
    }

    public void Remove(double value)
    {
        if (double.IsFinite(value)) finite.Add(-value);
        else Note(value, -1);
    }

    public readonly MovingSum And(in MovingSum other) => new()
    {
        finite = finite.And(other.finite),
        infinities = infinities + other.infinities,
        negativeInfinities = negativeInfinities + other.negativeInfinities,
        notNumbers = notNumbers + other.notNumbers,
    };

    private void Note(double value, int times)
    {
        if (double.IsNaN(value)) notNumbers += times;
        else if (value > 0) infinities += times;
        else negativeInfinities += times;
    }

    private readonly double NotFinite() => (notNumbers > 0, infinities > 0, negativeInfinities > 0) switch
    {
        (false, true, false) => double.PositiveInfinity,
        (false, false, true) => double.NegativeInfinity,
        _ => double.NaN,
    };
}
