namespace Cep.Rules;

/// <summary>Both averages of a symbol after a window, and whether they crossed there. One small value, because each window of each symbol makes one.</summary>
/// <param name="Close">The last price in the window.</param>
/// <param name="End">The window's end.</param>
/// <param name="Fast">The fast average.</param>
/// <param name="Slow">The slow average.</param>
/// <param name="Windows">How many windows with trades there were, this one included.</param>
/// <param name="Crossing">How the fast average crosses the slow one at this window.</param>
internal readonly record struct EmaLines(double Close, EventTime End, double Fast, double Slow, int Windows, Crossing Crossing)
{
    /// <summary>Before the first window: both averages are 0.</summary>
    public static EmaLines None => default;

    /// <summary>The share of a window's close in an average over <paramref name="windows"/> windows.</summary>
    public static double WeightOf(int windows) => 2.0 / (1 + windows);

    /// <summary>The averages after a further window.</summary>
    public EmaLines Then(in Windowed<double> close, double fastWeight, double slowWeight)
    {
        var fast = close.Value * fastWeight + Fast * (1 - fastWeight);
        var slow = close.Value * slowWeight + Slow * (1 - slowWeight);
        var crossing = fast > slow && Fast <= Slow ? Crossing.Above
            : fast < slow && Fast >= Slow ? Crossing.Below
            : Crossing.None;
        return new EmaLines(close.Value, close.End, fast, slow, Windows + 1, crossing);
    }
}
