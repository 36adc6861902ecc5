using System.Text.Json;

namespace Cep.Cli;

/// <summary>What the charts are drawn from, as JSON that is safe inside a script element.</summary>
internal sealed class ReportData
{
    /// <summary>The most charts.</summary>
    public const int MaxSymbols = 50;

    private readonly ReplayResult result;
    private readonly ReportCollector collected;

    public ReportData(ReplayResult result, ReportCollector collected)
    {
        this.result = result;
        this.collected = collected;
        var marked = collected.Marks.Values.SelectMany(list => list.Items).GroupBy(mark => mark.Key).ToDictionary(group => group.Key, group => group.Count());
        Symbols = [.. collected.Prices.OrderByDescending(entry => marked.GetValueOrDefault(entry.Key) > 0)
            .ThenByDescending(entry => entry.Value.Volume)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(MaxSymbols)
            .Select(entry => entry.Key)];
    }

    /// <summary>The symbols shown: those with derived events first, then by volume.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>How many derived events of a rule are marked, of how many.</summary>
    public (int Shown, long Of) MarksOf(string rule)
    {
        var list = collected.Marks[rule];
        return (list.Items.Count(mark => Symbols.Contains(mark.Key)), list.Count);
    }

    public string ToJson()
    {
        var rules = result.Rules.OrderBy(rule => rule.Name, StringComparer.Ordinal).ToList();
        // The default encoder escapes <, > and &, so that no text can end the script element.
        return JsonSerializer.Serialize(new
        {
            rules = rules.Select(rule => rule.Name),
            symbols = Symbols.Select(symbol => SymbolOf(symbol, rules)),
        });
    }

    private object SymbolOf(string symbol, List<Rule> rules)
    {
        var points = collected.Prices[symbol].Points;
        return new
        {
            name = symbol,
            t = points.Select(point => MillisOf(point.Start)),
            lo = points.Select(point => Number(point.Low)),
            hi = points.Select(point => Number(point.High)),
            c = points.Select(point => Number(point.Close)),
            v = points.Select(point => Number(point.Volume)),
            marks = rules
                .SelectMany((rule, index) => collected.Marks[rule.Name].Items.Where(mark => mark.Key == symbol).Select(mark => (mark, index)))
                .OrderBy(entry => entry.mark.Time)
                .Select(entry => new object[] { MillisOf(entry.mark.Time), entry.index, entry.mark.Detail }),
        };
    }

    private static long MillisOf(EventTime time) => time.Nanos / 1_000_000;

    private static double Number(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}
