namespace Cep;

/// <summary>
/// Saves what rules keep: rule by rule, key by key, each key by its symbol, so that it finds its place in any number of
/// slices. Keys that have what a key without events has are left out.
/// </summary>
internal static class SavedRules
{
    /// <summary>Saves the rules of all slices.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="slices">A plan for each slice, in their order.</param>
    public static void Save(StateWriter writer, IReadOnlyList<ShardPlan> slices)
    {
        var rules = slices[0].Rules;
        writer.Write(rules.Count);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = SavedRule.Of(rules[i]);
            writer.Write(rule);
            var keys = new StateWriter(writer.Symbols);
            if (rule.WhyNotSaved is null)
            {
                foreach (var slice in slices) SaveKeys(slice.Rules[i], slice, keys);
            }

            writer.WriteBlock(keys.Written);
        }
    }

    /// <summary>
    /// Loads the rules of all slices, which have come to the time at which it was saved and seen no event. A rule that the
    /// snapshot does not know begins without state; what it has of rules that are no more is passed over.
    /// </summary>
    /// <param name="reader">What was saved.</param>
    /// <param name="slices">A plan for each slice, in their order.</param>
    /// <param name="rebuilt">Rules that are to begin without state.</param>
    /// <exception cref="SnapshotException">A rule's state was not saved, or is of another version, of other parameters or of another query.</exception>
    public static void Load(StateReader reader, IReadOnlyList<ShardPlan> slices, IReadOnlySet<string> rebuilt)
    {
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var saved = reader.Read<SavedRule>();
            var keys = new StateReader(reader.ReadBlock(), reader.Symbols);
            var place = slices[0].IndexOf(saved.Name);
            if (place < 0 || rebuilt.Contains(saved.Name) || !saved.IsFor(slices[0].Rules[place])) continue;
            while (!keys.IsAtEnd) LoadKey(keys, slices, place);
        }
    }

    private static void LoadKey(StateReader reader, IReadOnlyList<ShardPlan> slices, int rule)
    {
        var symbol = reader.Read<Symbol>().Id;
        var block = new StateReader(reader.ReadBlock(), reader.Symbols);
        foreach (var state in slices[symbol % slices.Count].Rules[rule].States) state.Load(symbol / slices.Count, block);
    }

    private static void SaveKeys(RulePlan plan, ShardPlan slice, StateWriter writer)
    {
        var spare = slice.AddSpareKey();
        var fresh = new StateWriter(writer.Symbols);
        foreach (var state in plan.States) state.Save(spare, fresh);
        var own = new StateWriter(writer.Symbols);
        for (var key = 0; key < spare; key++)
        {
            own.Clear();
            foreach (var state in plan.States) state.Save(key, own);
            if (own.Written.Span.SequenceEqual(fresh.Written.Span)) continue;
            writer.Write(slice.SymbolOf(key));
            writer.WriteBlock(own.Written);
        }
    }
}
