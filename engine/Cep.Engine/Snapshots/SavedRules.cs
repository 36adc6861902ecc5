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
    /// <exception cref="SnapshotException">A rule keeps what can't be saved.</exception>
    public static void Save(StateWriter writer, IReadOnlyList<ShardPlan> slices)
    {
        var rules = slices[0].Rules;
        writer.Write(rules.Count);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i].Rule;
            if (WhyNotSaved(rules[i]) is { } reason) throw new SnapshotException($"What rule '{rule.Name}' keeps can't be saved: {reason}.");
            writer.Write(rule.Identity.Name);
            writer.Write(rule.Identity.Version);
            writer.Write(rules[i].States.Count);
            foreach (var slice in slices) SaveKeys(slice.Rules[i], slice, writer);
            writer.Write(false);
        }
    }

    /// <summary>Loads the rules of all slices, which have come to the time at which it was saved and seen no event.</summary>
    /// <exception cref="SnapshotException">The snapshot is of other rules.</exception>
    public static void Load(StateReader reader, IReadOnlyList<ShardPlan> slices)
    {
        var rules = slices[0].Rules;
        var count = reader.Read<int>();
        if (count != rules.Count) throw new SnapshotException($"The snapshot has {count} rules, the run has {rules.Count}. Start from the log, or with the rules of the snapshot.");
        for (var i = 0; i < count; i++)
        {
            Check(rules[i], reader.Read<string>(), reader.Read<int>(), reader.Read<int>());
            while (reader.Read<bool>())
            {
                var symbol = reader.Read<Symbol>().Id;
                var block = new StateReader(reader.ReadBlock(), reader.Symbols);
                foreach (var state in slices[symbol % slices.Count].Rules[i].States) state.Load(symbol / slices.Count, block);
            }
        }
    }

    private static string? WhyNotSaved(RulePlan plan) => plan.WhyNotSaved ?? plan.WhyAnswersNotSaved;

    private static void Check(RulePlan plan, string name, int version, int states)
    {
        var identity = plan.Rule.Identity;
        if (name != identity.Name) throw new SnapshotException($"The snapshot has rule '{name}' where the run has '{identity.Name}'. Start from the log, or with the rules of the snapshot.");
        if (version != identity.Version || states != plan.States.Count)
        {
            throw new SnapshotException($"The snapshot has version {version} of rule '{name}', the run has version {identity.Version}{(version == identity.Version ? " with another query" : "")}. Start from the log.");
        }
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
            writer.Write(true);
            writer.Write(slice.SymbolOf(key));
            writer.WriteBlock(own.Written);
        }
    }
}
