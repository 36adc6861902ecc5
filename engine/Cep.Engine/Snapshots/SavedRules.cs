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
            var (identity, reason) = (rules[i].Rule.Identity, WhyNotSaved(rules[i]));
            writer.Write(identity.Name);
            writer.Write(identity.Version);
            writer.Write(reason);
            writer.Write(rules[i].States.Count);
            var keys = new StateWriter(writer.Symbols);
            if (reason is null)
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
    /// <exception cref="SnapshotException">A rule's state was not saved, or is of another version that can't be carried over.</exception>
    public static void Load(StateReader reader, IReadOnlyList<ShardPlan> slices, IReadOnlySet<string> rebuilt)
    {
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var saved = new SavedRule(reader.Read<string>(), reader.Read<int>(), reader.Read<string?>(), reader.Read<int>());
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

    private static string? WhyNotSaved(RulePlan plan) => plan.WhyNotSaved ?? plan.WhyAnswersNotSaved;

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

/// <summary>What a snapshot says of a rule.</summary>
internal readonly record struct SavedRule(string Name, int Version, string? WhyNotSaved, int States)
{
    /// <summary>Whether a rule takes the state over; false when it begins without.</summary>
    /// <exception cref="SnapshotException">It can do neither.</exception>
    public bool IsFor(RulePlan plan)
    {
        var version = plan.Rule.Identity.Version;
        var change = version == Version ? VersionChange.CarryOver : plan.Rule.FromVersion(Version);
        if (change == VersionChange.StartAnew) return false;
        if (change == VersionChange.Refuse)
        {
            throw new SnapshotException(
                $"The snapshot has version {Version} of rule '{Name}', the run has version {version}, and the rule doesn't say what becomes of the other's state. "
                + "Override FromVersion in the rule, or start from the log.");
        }

        if (change == VersionChange.Rebuild) throw new SnapshotException($"Rule '{Name}' builds the state of its version {version} anew. Start from an older snapshot, or from the log.");
        if (WhyNotSaved is { } reason) throw new SnapshotException($"The snapshot has no state of rule '{Name}': {reason}. Start from the log, or early enough to build it again.");
        if (States != plan.States.Count || plan.WhyNotSaved is not null) throw new SnapshotException($"The snapshot's state of rule '{Name}' is of another query than version {version} has now. Give the rule a new version.");
        return true;
    }
}
