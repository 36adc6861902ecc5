namespace Cep;

/// <summary>A quantile within a relative error.</summary>
internal readonly struct QuantileAggregate(double part, int fractionBits) : IWindowAggregate<double, QuantileSketch, Windowed<double>>
{
    public static bool CanRemove => true;

    public QuantileSketch First(in double value)
    {
        var sketch = new QuantileSketch(fractionBits);
        sketch.Add(value, 1);
        return sketch;
    }

    public void Add(ref QuantileSketch state, in double value) => state.Add(value, 1);

    public void Remove(ref QuantileSketch state, in double value) => state.Add(value, -1);

    public QuantileSketch Merge(in QuantileSketch earlier, in QuantileSketch later)
    {
        var both = new QuantileSketch(fractionBits);
        both.AddAll(earlier);
        both.AddAll(later);
        return both;
    }

    public Windowed<double> Result(in QuantileSketch state, EventTime start, EventTime end, long count) =>
        new(start, end, state.Quantile(part), count);
}
