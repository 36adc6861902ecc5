namespace Cep.Simulation;

/// <summary>The trading days about the times at which cases play.</summary>
internal static class ReferenceDays
{
    /// <summary>What lies before counts in the trading time of all that follows.</summary>
    private static readonly DateOnly First = new(2013, 9, 25);

    private static readonly Dictionary<TradingPhases, long> TradedBefore = new[]
    {
        TradingPhases.Premarket, TradingPhases.Regular, TradingPhases.Postmarket, TradingPhases.All,
        TradingPhases.Premarket | TradingPhases.Regular, TradingPhases.Regular | TradingPhases.Postmarket,
    }.ToDictionary(phases => phases, phases => TradingCalendar.UsEquity.Days.Where(day => day.Date < First).Sum(day => SpanOf(day, phases).End - SpanOf(day, phases).Start));

    /// <summary>From before the first case to after the last.</summary>
    public static IReadOnlyList<TradingDay> Near { get; } =
        [.. TradingCalendar.UsEquity.Days.Where(day => day.Date >= First && day.Date < First.AddMonths(4))];

    /// <summary>After the last of them.</summary>
    public static long End { get; } = Near[^1].PostmarketClose.Nanos;

    public static (long Start, long End) SpanOf(TradingDay day, TradingPhases phases)
    {
        var start = phases.HasFlag(TradingPhases.Premarket) ? day.PremarketOpen : phases.HasFlag(TradingPhases.Regular) ? day.Open : day.Close;
        var end = phases.HasFlag(TradingPhases.Postmarket) ? day.PostmarketClose : phases.HasFlag(TradingPhases.Regular) ? day.Close : day.Open;
        return (start.Nanos, end.Nanos);
    }

    /// <summary>How long the market had traded at a time.</summary>
    public static long TradedUntil(long time, TradingPhases phases)
    {
        var traded = TradedBefore[phases];
        foreach (var day in Near)
        {
            var (start, end) = SpanOf(day, phases);
            if (start >= time) break;
            traded += Math.Min(time, end) - start;
        }

        return traded;
    }
}
