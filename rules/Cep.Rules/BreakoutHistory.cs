namespace Cep.Rules;

/// <summary>A breakout of a symbol and the marks of its last three, the newest as <paramref name="A"/>.</summary>
internal readonly record struct BreakoutHistory(EmaLines Lines, BreakoutMark A, BreakoutMark? B, BreakoutMark? C)
{
    /// <summary>Before the first breakout.</summary>
    public static BreakoutHistory None => default;

    /// <summary>The last three breakouts, the oldest first.</summary>
    public IReadOnlyList<BreakoutMark> LastThree => (B, C) switch
    {
        ({ } b, { } c) => [c, b, A],
        ({ } b, _) => [b, A],
        _ => [A],
    };

    /// <summary>The history after a further breakout.</summary>
    public BreakoutHistory Then(EmaLines lines)
    {
        var direction = lines.Crossing == Crossing.Above ? BreakoutDirection.Bullish : BreakoutDirection.Bearish;
        return new BreakoutHistory(lines, new BreakoutMark(lines.End, direction), Lines.Windows == 0 ? null : A, B);
    }
}
