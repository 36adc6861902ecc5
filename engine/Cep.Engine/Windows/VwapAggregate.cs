namespace Cep;

/// <summary>What an average price weighted by size needs.</summary>
internal struct VwapState
{
    public MovingSum Notional;
    public MovingSum Volume;
    public MovingSum Prices;

    /// <summary>How many events have a size other than 0; what taking back leaves of a sum may not be 0 to the last bit.</summary>
    public long Sized;
}

/// <summary>The average price weighted by size; the plain average when the volume is 0.</summary>
internal readonly struct VwapAggregate : IWindowAggregate<PriceAndSize, VwapState, Windowed<double>>
{
    public static bool CanRemove => true;

    public VwapState First(in PriceAndSize value)
    {
        var state = default(VwapState);
        Add(ref state, value);
        return state;
    }

    public void Add(ref VwapState state, in PriceAndSize value)
    {
        state.Notional.Add(value.Price * value.Size);
        state.Volume.Add(value.Size);
        state.Prices.Add(value.Price);
        if (value.Size != 0) state.Sized++;
    }

    public void Remove(ref VwapState state, in PriceAndSize value)
    {
        state.Notional.Remove(value.Price * value.Size);
        state.Volume.Remove(value.Size);
        state.Prices.Remove(value.Price);
        if (value.Size != 0) state.Sized--;
    }

    public VwapState Merge(in VwapState earlier, in VwapState later) => new()
    {
        Notional = earlier.Notional.And(later.Notional),
        Volume = earlier.Volume.And(later.Volume),
        Prices = earlier.Prices.And(later.Prices),
        Sized = earlier.Sized + later.Sized,
    };

    public Windowed<double> Result(in VwapState state, EventTime start, EventTime end, long count)
    {
        var volume = state.Sized == 0 ? 0 : state.Volume.Value;
        return new Windowed<double>(start, end, volume == 0 ? state.Prices.Value / count : state.Notional.Value / volume, count);
    }
}
