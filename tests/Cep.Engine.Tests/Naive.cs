namespace Cep.Tests;

/// <summary>The events of a window, found and worked out the slow way.</summary>
/// <param name="Seconds">When there is a result.</param>
/// <param name="Key">The key.</param>
/// <param name="Events">The events with their sequence numbers.</param>
internal sealed record NaiveWindow(double Seconds, string Key, (Trade Trade, int Sequence)[] Events)
{
    public string Line(Func<Trade[], double> value) => TimerRuns.Line(
        Seconds, Key, value([.. Events.Select(e => e.Trade)]), Events[0].Sequence, Events[^1].Sequence, Events.Length);
}

/// <summary>Windows by their definition: each is looked for in the whole log and worked out from scratch.</summary>
internal static class Naive
{
    /// <summary>Each aggregate with its definition. Prices and sizes are small whole numbers, so sums are exact.</summary>
    public static (string Name, Func<Windows<Trade>, EventStream<double>> Query, Func<Trade[], double> Value)[] Aggregates =>
    [
        ("count", w => w.Count().Select(x => (double)x.Value), e => e.Length),
        ("sum", w => w.Sum(x => x.Price).Select(x => x.Value), e => e.Sum(x => x.Price)),
        ("mean", w => w.Mean(x => x.Price).Select(x => x.Value), e => e.Sum(x => x.Price) / e.Length),
        ("variance", w => w.Variance(x => x.Price).Select(x => Math.Round(x.Value, 12)), e => Math.Round(Variance(e), 12)),
        ("deviation", w => w.StandardDeviation(x => x.Price).Select(x => Math.Round(x.Value, 12)), e => Math.Round(Math.Sqrt(Variance(e)), 12)),
        ("min", w => w.Min(x => x.Price).Select(x => x.Value), e => e.Min(x => x.Price)),
        ("max", w => w.Max(x => x.Price).Select(x => x.Value), e => e.Max(x => x.Price)),
        ("first", w => w.First(x => x.Price).Select(x => x.Value), e => e[0].Price),
        ("last", w => w.Last(x => x.Price).Select(x => x.Value), e => e[^1].Price),
        ("median", w => w.Quantile(x => x.Price, 0.5, 0.001).Select(x => Math.Round(x.Value, 1)), e => e.Select(x => x.Price).Order().ElementAt((e.Length + 1) / 2 - 1)),
        ("distinct", w => w.DistinctCount(x => x.Price).Select(x => (double)x.Value), e => e.Select(x => x.Price).Distinct().Count()),
        ("vwap", w => w.Vwap(x => x.Price, x => x.Price - 1).Select(x => x.Value), Vwap),
        ("bar", w => w.Bars(x => x.Price, x => x.Price - 1).Select(x => x.Open + 10 * x.High + 100 * x.Low + 1000 * x.Close),
            e => e[0].Price + 10 * e.Max(x => x.Price) + 100 * e.Min(x => x.Price) + 1000 * e[^1].Price),
        ("add and merge", w => w.Aggregate(() => 0.0, (sum, x) => sum + x.Price, (a, b) => a + b).Select(x => x.Value), e => e.Sum(x => x.Price)),
    ];

    /// <summary>An aggregate that adds and removes, which hopping windows don't take.</summary>
    public static (string Name, Func<Windows<Trade>, EventStream<double>> Query, Func<Trade[], double> Value) AddAndRemove =>
        ("add and remove", w => w.Aggregate(() => 0.0, (sum, x) => sum + x.Price, (sum, x) => sum - x.Price, sum => -sum).Select(x => x.Value), e => -e.Sum(x => x.Price));

    public static IEnumerable<NaiveWindow> Sliding(Trade[] trades, int size, bool onlyOnEnter)
    {
        var results = new List<(int Second, int Phase, string Key, int Sequence, (Trade, int)[] Held)>();
        var log = trades.Select((trade, sequence) => (Trade: trade, Second: SecondOf(trade), Sequence: sequence)).ToArray();
        foreach (var entering in log)
        {
            var held = log.Where(e => IsOf(e.Trade, entering.Trade) && e.Second > entering.Second - size && e.Sequence <= entering.Sequence);
            results.Add((entering.Second, 1, entering.Trade.Symbol.Name, entering.Sequence, [.. held.Select(e => (e.Trade, e.Sequence))]));
        }

        foreach (var leaving in onlyOnEnter ? [] : log.DistinctBy(e => (e.Trade.Symbol, e.Second)))
        {
            var moment = leaving.Second + size;
            var held = log.Where(e => IsOf(e.Trade, leaving.Trade) && e.Second > leaving.Second && e.Second < moment);
            results.Add((moment, 0, leaving.Trade.Symbol.Name, -1, [.. held.Select(e => (e.Trade, e.Sequence))]));
        }

        return results.Where(r => r.Held.Length > 0)
            .OrderBy(r => r.Second).ThenBy(r => r.Key, StringComparer.Ordinal).ThenBy(r => r.Phase).ThenBy(r => r.Sequence)
            .Select(r => new NaiveWindow(r.Second, r.Key, r.Held));
    }

    public static IEnumerable<NaiveWindow> Session(Trade[] trades, int gap, int maxLength)
    {
        var windows = new List<NaiveWindow>();
        foreach (var key in trades.Select((trade, sequence) => (trade, sequence)).GroupBy(e => e.trade.Symbol.Name))
        {
            var open = new List<(Trade trade, int sequence)>();
            foreach (var e in key)
            {
                if (open.Count > 0 && SecondOf(e.trade) >= End(open))
                {
                    windows.Add(new NaiveWindow(End(open), key.Key, [.. open]));
                    open.Clear();
                }

                open.Add(e);
            }

            windows.Add(new NaiveWindow(End(open), key.Key, [.. open]));
        }

        return windows.OrderBy(w => w.Seconds).ThenBy(w => w.Key, StringComparer.Ordinal);
        int End(List<(Trade trade, int)> open) => Math.Min(SecondOf(open[^1].trade) + gap, SecondOf(open[0].trade) + maxLength);
    }

    public static IEnumerable<NaiveWindow> Count(Trade[] trades, int count, int step) =>
        from key in trades.Select((trade, sequence) => (trade, sequence)).GroupBy(e => e.trade.Symbol.Name)
        let events = key.ToArray()
        from start in Enumerable.Range(0, events.Length)
        where start % step == 0 && start + count <= events.Length
        let held = events[start..(start + count)]
        orderby SecondOf(held[^1].trade), key.Key, held[^1].sequence
        select new NaiveWindow(SecondOf(held[^1].trade), key.Key, held);

    public static int SecondOf(Trade trade) => (int)(trade.Time - Make.Start).TotalSeconds;

    private static bool IsOf(Trade trade, Trade other) => trade.Symbol == other.Symbol;

    private static double Variance(Trade[] events)
    {
        var mean = events.Average(e => e.Price);
        return events.Average(e => (e.Price - mean) * (e.Price - mean));
    }

    private static double Vwap(Trade[] events)
    {
        var volume = events.Sum(e => e.Price - 1);
        return volume == 0 ? events.Average(e => e.Price) : events.Sum(e => e.Price * (e.Price - 1)) / volume;
    }
}
