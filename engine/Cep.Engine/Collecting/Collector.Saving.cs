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
            writer.Write(row.Rule);
            writer.Write(Symbol.FromId(row.Symbol));
            columns[row.Rule].SaveRow(row.Row, writer);
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
            var rule = reader.Read<int>();
            var symbol = reader.Read<Symbol>().Id;
            columns[rule].LoadRow(symbol, reader);
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
