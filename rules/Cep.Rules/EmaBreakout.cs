namespace Cep.Rules;

/// <summary>Two averages of a symbol's window closes crossed.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="EmaFast">The fast average at the window, in the currency of the instrument.</param>
/// <param name="EmaSlow">The slow average at the window, in the currency of the instrument.</param>
/// <param name="Close">The last price in the window, in log order.</param>
/// <param name="WindowStart">The window's first moment.</param>
/// <param name="WindowEnd">The first moment after the window; the event time.</param>
/// <param name="LastBreakouts">The last three breakouts of the symbol, the oldest first; this one is the last of them. Fewer when there were not so many.</param>
/// <param name="WindowCount">How many windows with trades the symbol has had, this one included.</param>
public readonly record struct EmaBreakout(
    BreakoutDirection Direction,
    double EmaFast,
    double EmaSlow,
    double Close,
    EventTime WindowStart,
    EventTime WindowEnd,
    IReadOnlyList<BreakoutMark> LastBreakouts,
    long WindowCount);

/// <summary>When a breakout was, and which way.</summary>
/// <param name="Time">The end of its window.</param>
/// <param name="Direction">Which way.</param>
public readonly record struct BreakoutMark(EventTime Time, BreakoutDirection Direction);

/// <summary>Which way the averages crossed.</summary>
public enum BreakoutDirection
{
    /// <summary>The fast average rose above the slow one.</summary>
    Bullish,

    /// <summary>The fast average fell below the slow one.</summary>
    Bearish,
}
