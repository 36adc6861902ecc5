namespace Cep;

/// <summary>Adds up what the rules keep in all shards, tells it and holds it against the budgets.</summary>
internal sealed class StateTotals(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunTally tally)
{
    /// <summary>Takes the figures of a round, when the shards have measured.</summary>
    /// <exception cref="StateBudgetException">A rule keeps more than it may.</exception>
    public void Take(EventTime time, ReadOnlySpan<ShardResult> results)
    {
        if (results.IsEmpty || results[0].State is null) return;
        var totals = Of(rulesInOrder, Array.ConvertAll(results.ToArray(), result => result.State!));
        tally.State = totals;
        if (results[0].Partials is not null)
        {
            tally.PartialMatches = ShardPartials.Total(rulesInOrder, Array.ConvertAll(results.ToArray(), result => result.Partials!), PartialMatches.DefaultKeysMax);
        }

        options.OnState?.Invoke(new StateReport(time, totals));
        foreach (var (rule, figures) in totals) options.StateBudgetByRule.GetValueOrDefault(rule, options.StateBudget).Check(rule, figures, time);
    }

    /// <summary>The figures of all slices together, by rule.</summary>
    public static SortedDictionary<string, StateFigures> Of(IReadOnlyList<Rule> rulesInOrder, StateFigures[][] slices)
    {
        var totals = new SortedDictionary<string, StateFigures>(StringComparer.Ordinal);
        for (var rule = 0; rule < rulesInOrder.Count; rule++)
        {
            var total = default(StateFigures);
            foreach (var figures in slices) total = total.And(figures[rule]);
            totals.Add(rulesInOrder[rule].Name, total);
        }

        return totals;
    }
}
