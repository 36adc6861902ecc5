namespace Cep.Rules;

/// <summary>
/// The breakouts of the DEBS 2022 Grand Challenge in decimal arithmetic: closes by symbol and window in a dictionary, then a
/// plain loop over the windows.
/// </summary>
internal static class NaiveBreakouts
{
    public static List<Breakout> Of(IEnumerable<(string Symbol, long Nanos, decimal Price)> trades, int fast, int slow, long windowNanos)
    {
        var closes = new Dictionary<string, SortedDictionary<long, decimal>>();
        foreach (var (symbol, nanos, price) in trades)
        {
            if (!closes.TryGetValue(symbol, out var windows)) closes.Add(symbol, windows = []);
            windows[nanos / windowNanos] = price;
        }

        return [.. closes.SelectMany(entry => Of(entry.Key, entry.Value, fast, slow, windowNanos))];
    }

    private static IEnumerable<Breakout> Of(string symbol, SortedDictionary<long, decimal> closes, int fast, int slow, long windowNanos)
    {
        var (fastBefore, slowBefore) = (0m, 0m);
        var count = 0;
        var marks = new List<BreakoutMark>();
        foreach (var (window, close) in closes)
        {
            count++;
            var fastNow = close * 2 / (1 + fast) + fastBefore * (1 - 2m / (1 + fast));
            var slowNow = close * 2 / (1 + slow) + slowBefore * (1 - 2m / (1 + slow));
            BreakoutDirection? direction = null;
            if (fastNow > slowNow && fastBefore <= slowBefore) direction = BreakoutDirection.Bullish;
            if (fastNow < slowNow && fastBefore >= slowBefore) direction = BreakoutDirection.Bearish;
            if (direction is { } crossed)
            {
                var end = new EventTime((window + 1) * windowNanos);
                marks.Add(new BreakoutMark(end, crossed));
                yield return new Breakout(symbol, end, crossed, fastNow, slowNow, close, [.. marks.TakeLast(3)], count);
            }

            (fastBefore, slowBefore) = (fastNow, slowNow);
        }
    }

    internal sealed record Breakout(
        string Symbol, EventTime End, BreakoutDirection Direction, decimal Fast, decimal Slow, decimal Close, BreakoutMark[] LastBreakouts, long Count);
}
