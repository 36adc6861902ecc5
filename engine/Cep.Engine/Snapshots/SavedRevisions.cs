namespace Cep;

/// <summary>Saves what runs with an allowed lateness hold beside their rules: events, and what was told of them, by symbol.</summary>
internal static class SavedRevisions
{
    /// <summary>Saves what the runs of all slices hold.</summary>
    public static void Save(StateWriter writer, IReadOnlyList<ShardRun> slices)
    {
        var rows = slices.SelectMany(slice => slice.HeldRows).OrderBy(row => row.Sequence).ToList();
        writer.Write(rows.Count);
        foreach (var row in rows)
        {
            writer.Write(row.Sequence);
            writer.Write(row.IsLate);
            SavedEvents.Write(writer, row.Column, row.Row);
        }

        foreach (var slice in slices)
        {
            for (var rule = 0; rule < slice.Told.Count; rule++) SaveTold(writer, slice, rule);
        }

        writer.Write("");
    }

    /// <summary>Loads what the runs of all slices held.</summary>
    public static void Load(StateReader reader, IReadOnlyList<ShardRun> slices)
    {
        var batch = new EventBatch();
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var (sequence, isLate) = (reader.Read<long>(), reader.Read<bool>());
            var column = SavedEvents.Read(reader, batch, sequence);
            var symbol = column.Keys[^1];
            slices[symbol % slices.Count].Hold(new HeldRow(column, column.Count - 1, isLate), symbol / slices.Count);
        }

        while (reader.Read<string>() is { Length: > 0 } rule)
        {
            var symbol = reader.Read<Symbol>().Id;
            var own = new StateReader(reader.ReadBlock(), reader.Symbols);
            var slice = slices[symbol % slices.Count];
            var place = slice.SavedPlan.IndexOf(rule);
            if (place >= 0) slice.Told[place].Load(symbol / slices.Count, own);
        }
    }

    private static void SaveTold(StateWriter writer, ShardRun slice, int rule)
    {
        var plan = slice.SavedPlan;
        if (plan.Rules[rule].WhyAnswersNotSaved is not null) return;
        foreach (var key in slice.Told[rule].Keys)
        {
            var own = new StateWriter(writer.Symbols);
            slice.Told[rule].Save(key, own);
            writer.Write(plan.Rules[rule].Rule.Name);
            writer.Write(plan.SymbolOf(key));
            writer.WriteBlock(own.Written);
        }
    }
}
