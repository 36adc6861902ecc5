namespace Cep.Rules;

/// <summary>A window's close with both averages.</summary>
internal readonly record struct EmaLines(Windowed<double> Close, double Fast, double Slow);

/// <summary>The latest window of a symbol, how many it had, and its last breakouts, the newest as <paramref name="A"/>.</summary>
internal readonly record struct EmaHistory(
    EmaLines Now, Crossing Crossing, long Windows, BreakoutMark? A, BreakoutMark? B, BreakoutMark? C)
{
    /// <summary>Before the first window.</summary>
    public static EmaHistory None => default;

    /// <summary>The last three breakouts, the oldest first. Made only for a breakout.</summary>
    public IReadOnlyList<BreakoutMark> LastBreakouts => (A, B, C) switch
    {
        ({ } a, { } b, { } c) => [c, b, a],
        ({ } a, { } b, _) => [b, a],
        ({ } a, _, _) => [a],
        _ => [],
    };

    /// <summary>The state after a further window.</summary>
    public EmaHistory Then(EmaLines now, Crossing crossing)
    {
        if (crossing == Crossing.None) return this with { Now = now, Crossing = crossing, Windows = Windows + 1 };
        var direction = crossing == Crossing.Above ? BreakoutDirection.Bullish : BreakoutDirection.Bearish;
        return new EmaHistory(now, crossing, Windows + 1, new BreakoutMark(now.Close.End, direction), A, B);
    }
}
