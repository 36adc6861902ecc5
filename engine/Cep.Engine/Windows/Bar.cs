namespace Cep;

/// <summary>The prices and the volume of a window. It is not visible before the window has closed.</summary>
/// <param name="Start">The window's first moment.</param>
/// <param name="End">The first moment after the window; a bar is stamped with it.</param>
/// <param name="Open">The first price, in log order.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price, in log order.</param>
/// <param name="Volume">The sum of the sizes.</param>
/// <param name="Vwap">The average price weighted by size; the plain average when the volume is 0.</param>
/// <param name="Count">How many events the window held.</param>
public readonly record struct Bar(
    EventTime Start, EventTime End, double Open, double High, double Low, double Close, double Volume, double Vwap, long Count);

/// <summary>Bars of trades.</summary>
public static class BarsOfTrades
{
    /// <summary>Open, high, low and close, volume, VWAP and count of each window of trades.</summary>
    public static EventStream<Bar> Bars(this Windows<Trade> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return windows.Bars(windows.Source.SelectOfEvents(static trade => new PriceAndSize(trade.Price, trade.Size)));
    }
}

/// <summary>What a bar takes of an event.</summary>
internal readonly record struct PriceAndSize(double Price, double Size);

internal struct BarState
{
    public double Open;
    public double High;
    public double Low;
    public double Close;
    public CompensatedSum Volume;
    public CompensatedSum Notional;
    public CompensatedSum Prices;
}

internal readonly struct BarAggregate : IWindowAggregate<PriceAndSize, BarState, Bar>
{
    public BarState First(in PriceAndSize value)
    {
        var state = new BarState { Open = value.Price, High = value.Price, Low = value.Price };
        Add(ref state, value);
        return state;
    }

    public void Add(ref BarState state, in PriceAndSize value)
    {
        var price = value.Price;
        if (price > state.High) state.High = price;
        if (price < state.Low) state.Low = price;
        state.Close = price;
        state.Volume.Add(value.Size);
        state.Notional.Add(price * value.Size);
        state.Prices.Add(price);
    }

    public BarState Merge(in BarState earlier, in BarState later) => new()
    {
        Open = earlier.Open,
        High = Math.Max(earlier.High, later.High),
        Low = Math.Min(earlier.Low, later.Low),
        Close = later.Close,
        Volume = earlier.Volume.And(later.Volume),
        Notional = earlier.Notional.And(later.Notional),
        Prices = earlier.Prices.And(later.Prices),
    };

    public Bar Result(in BarState state, EventTime start, EventTime end, long count)
    {
        var volume = state.Volume.Value;
        var vwap = volume == 0 ? state.Prices.Value / count : state.Notional.Value / volume;
        return new Bar(start, end, state.Open, state.High, state.Low, state.Close, volume, vwap, count);
    }
}
