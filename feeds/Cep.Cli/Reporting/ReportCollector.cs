namespace Cep.Cli;

/// <summary>Gathers what the report shows. Everything it holds has a bound, so that it does not grow with the input.</summary>
internal sealed class ReportCollector : ISink
{
    /// <summary>Symbols whose prices are followed.</summary>
    private const int MaxFollowed = 1_000;

    private const int MaxMarks = 5_000;
    private const int MaxMarksOfRule = 1_000;
    private const int MaxDetail = 800;
    private readonly Dictionary<string, PriceSeries> prices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ThinnedList<ReportMark>> marks = new(StringComparer.Ordinal);

    public ReportCollector(IReadOnlyList<Rule> rules)
    {
        var each = Math.Clamp(MaxMarks / Math.Max(1, rules.Count), 2, MaxMarksOfRule);
        foreach (var rule in rules) marks[rule.Name] = new ThinnedList<ReportMark>(each);
    }

    /// <summary>Prices by symbol.</summary>
    public IReadOnlyDictionary<string, PriceSeries> Prices => prices;

    /// <summary>Derived events by rule.</summary>
    public IReadOnlyDictionary<string, ThinnedList<ReportMark>> Marks => marks;

    /// <summary>There were more symbols than could be followed.</summary>
    public bool IsCut { get; private set; }

    public void Write(in DerivedEvent derived)
    {
        if (derived.PayloadType == typeof(ReportPrice)) AddPrice(derived);
        else AddMark(derived);
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private void AddPrice(in DerivedEvent derived)
    {
        if (!prices.TryGetValue(derived.Key, out var series))
        {
            IsCut |= prices.Count == MaxFollowed;
            if (prices.Count == MaxFollowed) return;
            prices[derived.Key] = series = new PriceSeries();
        }

        series.Add(derived.PayloadAs<ReportPrice>());
    }

    private void AddMark(in DerivedEvent derived)
    {
        var list = marks[derived.Rule.Name];
        if (list.TakesNext) list.Add(new ReportMark(derived.Key, derived.Time, DerivedTable.DetailOf(derived, MaxDetail)));
        else list.Pass();
    }
}
