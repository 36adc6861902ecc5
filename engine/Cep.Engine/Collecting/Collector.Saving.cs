namespace Cep;

/// <summary>What the collector holds, for snapshots.</summary>
internal sealed partial class Collector
{
    /// <summary>Saves what was derived and noted and waits for its turn.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(waiting.Count);
        foreach (var row in waiting.Order())
        {
            var own = new StateWriter(writer.Symbols);
            if (columns[row.Rule].WhyNotSaved is null) columns[row.Rule].SaveRow(row.Row, own);
            writer.Write(columns[row.Rule].Rule.Name);
            writer.Write(Symbol.FromId(row.Symbol));
            writer.WriteBlock(own.Written);
        }

        writer.Write(letters.Waiting.ToArray());
        writer.Write(late.Waiting.Count);
        foreach (var notice in late.Waiting)
        {
            writer.Write(notice.Feed);
            writer.Write(notice.Position);
            writer.Write(notice.Time);
            writer.Write(notice.Reached);
            SavedEvents.Write(writer, notice.Event);
        }
    }

    /// <summary>Goes on with what was saved.</summary>
    /// <param name="reader">What was saved.</param>
    /// <param name="kinds">A column of each rule, in the order of the plan.</param>
    public void Load(StateReader reader, DerivedColumn[] kinds)
    {
        Prepare(kinds);
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var name = reader.Read<string>();
            var symbol = reader.Read<Symbol>().Id;
            var row = new StateReader(reader.ReadBlock(), reader.Symbols);
            var rule = Array.FindIndex(columns, column => column.Rule.Name == name);
            if (rule < 0 || row.IsAtEnd) continue;
            columns[rule].LoadRow(symbol, row);
            Wait(rule, columns[rule].Count - 1);
        }

        letters.Add(reader.Read<DeadLetter[]>());
        var notices = new List<LateEvent>();
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            notices.Add(new LateEvent(reader.Read<string>(), reader.Read<long>(), reader.Read<EventTime>(), reader.Read<EventTime>(), SavedEvents.Read(reader)));
        }

        late.Add(notices);
    }
}
