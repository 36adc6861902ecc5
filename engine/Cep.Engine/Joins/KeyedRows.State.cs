namespace Cep;

/// <content>
/// Rows that are loaded wait until somebody looks at any row. The ring then is laid anew, because rows of all keys lie in it
/// by time; so that is done once for all keys that are loaded together.
/// </content>
internal sealed partial class KeyedRows<T>
{
    private List<Row>? loaded;
    private HashSet<int>? replaced;

    public void Save(int key, StateWriter writer)
    {
        var count = 0;
        for (var place = FirstOf(key); place != None; place = this[place].Next) count++;
        writer.Write(count);
        for (var place = FirstOf(key); place != None; place = this[place].Next)
        {
            writer.Write(this[place].Time);
            writer.Write(this[place].Causes);
            writer.Write(this[place].Value);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Loaded rows go behind those of the same time.</remarks>
    public void Load(int key, StateReader reader)
    {
        if (replaced is not null && replaced.Contains(key)) Settle();
        var count = reader.Read<int>();
        if (count == 0 && (key >= endsByKey.Length || endsByKey[key].First == 0)) return;
        Replace(key);
        for (; count > 0; count--)
        {
            loaded!.Add(new Row { Key = key, Time = reader.Read<long>(), Causes = reader.Read<Causes>(), Value = reader.Read<T>() });
        }
    }

    public void Forget(int key)
    {
        if (FirstOf(key) != None) Replace(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        var after = measuredAfter?.Invoke(key) ?? long.MinValue;
        for (var place = FirstOf(key); place != None; place = this[place].Next)
        {
            if (this[place].Time > after) figures.Add(KeyFigures.SizeOf(this[place]), this[place].Time);
        }
    }

    /// <summary>Says that the rows of a key that are in the ring make way for the loaded ones.</summary>
    private void Replace(int key)
    {
        loaded ??= [];
        (replaced ??= []).Add(key);
    }

    private void Settle()
    {
        if (loaded is not null) LayAnew();
    }

    private void LayAnew()
    {
        var (rows, keys) = (loaded!.OrderBy(row => row.Time).ToArray(), replaced!);
        (loaded, replaced) = (null, null);
        var (old, place, last) = (ring, first, end);
        ring = new Row[old.Length];
        first = end = 0;
        Array.Clear(endsByKey);
        var next = 0;
        for (; place < last; place++)
        {
            ref readonly var row = ref old[place & (old.Length - 1)];
            if (keys.Contains(row.Key)) continue;
            for (; next < rows.Length && rows[next].Time < row.Time; next++) Append(rows[next]);
            Append(row);
        }

        for (; next < rows.Length; next++) Append(rows[next]);
    }
}
