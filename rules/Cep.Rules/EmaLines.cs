namespace Cep.Rules;

/// <summary>Both averages of a symbol after a window, and whether they crossed there. One small value, because each window of each symbol makes one.</summary>
/// <param name="Close">The window and its last price.</param>
/// <param name="Fast">The fast average.</param>
/// <param name="Slow">The slow average.</param>
/// <param name="Windows">How many windows with trades there were, this one included.</param>
/// <param name="Crossing">How the fast average crosses the slow one at this window.</param>
internal readonly record struct EmaLines(Windowed<double> Close, double Fast, double Slow, long Windows, Crossing Crossing)
{
    /// <summary>Before the first window: both averages are 0.</summary>
    public static EmaLines None => default;

    /// <summary>The averages after a further window.</summary>
    public EmaLines Then(Windowed<double> close, int fastWindows, int slowWindows)
    {
        var fast = Average(close.Value, Fast, fastWindows);
        var slow = Average(close.Value, Slow, slowWindows);
        var crossing = fast > slow && Fast <= Slow ? Crossing.Above
            : fast < slow && Fast >= Slow ? Crossing.Below
            : Crossing.None;
        return new EmaLines(close, fast, slow, Windows + 1, crossing);
    }

    private static double Average(double close, double before, int j)
    {
        var weight = 2.0 / (1 + j);
        return close * weight + before * (1 - weight);
    }
}
