namespace Cep;

/// <summary>The sum, compensated for rounding.</summary>
internal readonly struct SumAggregate : IWindowAggregate<double, MovingSum, Windowed<double>>
{
    public static bool CanRemove => true;

    public MovingSum First(in double value)
    {
        var sum = default(MovingSum);
        sum.Add(value);
        return sum;
    }

    public void Add(ref MovingSum state, in double value) => state.Add(value);

    public void Remove(ref MovingSum state, in double value) => state.Remove(value);

    public MovingSum Merge(in MovingSum earlier, in MovingSum later) => earlier.And(later);

    public Windowed<double> Result(in MovingSum state, EventTime start, EventTime end, long count) => new(start, end, state.Value, count);
}
