namespace Cep;

/// <summary>The greatest number. One that is not a number gives way to every other.</summary>
internal readonly struct MaxAggregate : IWindowAggregate<double, double, Windowed<double>>
{
    public static bool IsSelection => true;

    public double First(in double value) => value;

    public void Add(ref double state, in double value) => state = double.MaxNumber(state, value);

    public double Merge(in double earlier, in double later) => double.MaxNumber(earlier, later);

    /// <inheritdoc/>
    /// <remarks>Minus zero counts as less than zero, as everywhere in .NET.</remarks>
    public bool PushesAside(in double later, in double earlier) =>
        later > earlier || (later == earlier ? !double.IsNegative(later) || double.IsNegative(earlier) : double.IsNaN(earlier));

    public Windowed<double> Result(in double state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
