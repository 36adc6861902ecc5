using System.Buffers.Binary;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Cep.Feeds.Files;

/// <summary>Decodes the row groups of one file into blocks.</summary>
internal sealed class ParquetColumns
{
    private readonly ParquetColumn?[] columns = new ParquetColumn?[TickFieldNames.All.Count];
    private readonly TickLayout layout;
    private readonly ParquetReader reader;
    private readonly ParquetPages pages;
    private readonly int symbolOfAll;
    private readonly long nanosPerUnit;
    private readonly string timeName;

    /// <exception cref="FeedException">A column has a type that can't be read as what its name says.</exception>
    public ParquetColumns(TickLayout layout, ParquetReader reader, ParquetPages pages, string path, string? symbol)
    {
        this.layout = layout;
        this.reader = reader;
        this.pages = pages;
        symbolOfAll = symbol is null ? TickBlock.BadSymbol : Symbol.Of(symbol).Id;
        foreach (var field in TickFieldNames.All)
        {
            if (layout.Has(field)) columns[(int)field] = Create(field, reader.Schema.Fields[layout[field]], path);
        }

        timeName = reader.Schema.Fields[layout[TickField.Time]].Name;
        nanosPerUnit = NanosOf(Element(timeName));
    }

    public void Load(ParquetRowGroupReader group, TickBlock block)
    {
        var rows = checked((int)group.RowCount);
        foreach (var column in columns)
        {
            if (column is null) continue;
            pages.Check(column.ChunkOf(group), rows);
            column.Read(group, rows);
        }

        block.NeedsCare = false;
        LoadTimes(block, rows);
        LoadNames(block.Symbol, TickField.Symbol, rows, TickNames.Symbol, TickBlock.BadSymbol, symbolOfAll);
        LoadNames(block.Exchange, TickField.Exchange, rows, TickNames.Exchange, '\0', '\0');
        LoadNames(block.State, TickField.State, rows, TickNames.State, TickBlock.BadCode, TickBlock.BadCode);
        LoadNames(block.Kind, TickField.Kind, rows, TickNames.Kind, TickBlock.BadCode, TickBlock.BadCode);
        for (var field = TickField.Price; field <= TickField.AskSize; field++) LoadNumbers(block, field, rows);
        LoadConditions(block, rows);
        LoadSuspicious(block, rows);
        block.Rows = rows;
    }

    /// <summary>The least time of the first row group, from its statistics.</summary>
    public EventTime? LeastTime()
    {
        if (reader.RowGroupCount == 0) return null;
        var chunk = reader.Metadata!.RowGroups[0].Columns.Find(c => c.MetaData?.PathInSchema is [var name] && name == timeName);
        if (chunk?.MetaData?.Statistics?.MinValue is not { Length: sizeof(long) } bytes) return null;
        return new EventTime(ArrowTimes.ToNanos(BinaryPrimitives.ReadInt64LittleEndian(bytes), nanosPerUnit));
    }

    private static long NanosOf(SchemaElement element)
    {
        if (element.LogicalType?.TIMESTAMP?.Unit is { } unit) return unit.NANOS is not null ? 1 : unit.MICROS is not null ? 1_000 : 1_000_000;
        return element.ConvertedType switch
        {
            ConvertedType.TIMESTAMP_MILLIS => 1_000_000,
            ConvertedType.TIMESTAMP_MICROS => 1_000,
            _ => 1,
        };
    }

    private ParquetColumn Create(TickField field, Field found, string path)
    {
        var type = found is DataField { IsArray: false } data ? data.ClrType : null;
        if (type == typeof(ReadOnlyMemory<char>)) type = typeof(string);
        var isNumber = type is not null && (type == typeof(decimal) || (type.IsPrimitive && type != typeof(bool)));
        var isInteger = isNumber && type != typeof(double) && type != typeof(float) && type != typeof(decimal);
        var (fits, wanted) = field switch
        {
            TickField.Time => (type == typeof(DateTime) || type == typeof(long), "timestamp, or int64 nanoseconds since 1970"),
            TickField.Symbol or TickField.Kind or TickField.State or TickField.Exchange => (type == typeof(string), "string"),
            TickField.Conditions => (isInteger, "uint32"),
            TickField.Suspicious => (type == typeof(bool) || isInteger, "boolean"),
            _ => (isNumber, "double, or another number"),
        };
        if (fits && field == TickField.Time && Element(found.Name).Type == Parquet.Meta.Type.INT64) type = typeof(long);
        if (fits && ParquetColumn.Of((DataField)found, type!) is { } column) return column;
        throw new FeedException(
            $"'{path}': column {TickFieldNames.Of(field)} has type {type?.Name ?? found.SchemaType.ToString()}; expected {wanted}. Convert the column first.");
    }

    private SchemaElement Element(string name) => reader.Metadata!.Schema.Find(element => element.Name == name && element.NumChildren is null or 0)
        ?? throw new InvalidDataException($"The schema lacks {name}.");

    private void LoadTimes(TickBlock block, int rows)
    {
        var column = columns[(int)TickField.Time]!;
        block.Time.Text = column.Text;
        var to = block.Time.Own(rows);
        if (column is ParquetValues<long> longs)
        {
            var from = longs.Values;
            for (var i = 0; i < to.Length; i++) to[i] = column.IsNull(i) ? long.MinValue : ArrowTimes.ToNanos(from[i], nanosPerUnit);
            return;
        }

        // The 96-bit timestamps of old writers come as ticks of 100 ns.
        var ticks = ((ParquetValues<DateTime>)column).Values;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = column.IsNull(i) ? long.MinValue : ArrowTimes.ToNanos(ticks[i].Ticks - DateTime.UnixEpoch.Ticks, 100);
        }
    }

    private delegate T Map<T>(ReadOnlySpan<char> text);

    private void LoadNames<T>(BlockColumn<T> column, TickField field, int rows, Map<T> map, T ifNull, T ifAbsent)
        where T : unmanaged
    {
        var to = column.Own(rows);
        if (columns[(int)field] is not ParquetValues<ReadOnlyMemory<char>> names)
        {
            to.Fill(ifAbsent);
            return;
        }

        column.Text = names.Text;
        var from = names.Values;
        var before = ReadOnlyMemory<char>.Empty;
        var value = ifNull;
        for (var i = 0; i < to.Length; i++)
        {
            if (names.IsNull(i))
            {
                to[i] = ifNull;
                continue;
            }

            if (before.IsEmpty || !from[i].Span.SequenceEqual(before.Span))
            {
                before = from[i];
                value = map(before.Span);
            }

            to[i] = value;
        }
    }

    private void LoadNumbers(TickBlock block, TickField field, int rows)
    {
        var to = block.Number(field).Own(rows);
        if (columns[(int)field] is not { } column) return;
        block.Number(field).Text = column.Text;

        // A null side of a quote did not change, which is what zero says.
        var isQuoteField = field is not (TickField.Price or TickField.Size);
        var ifNull = isQuoteField ? 0 : double.NaN;
        var doubles = column is ParquetValues<double> plain ? plain.Values : default;
        for (var i = 0; i < to.Length; i++)
        {
            if (column.IsNull(i))
            {
                to[i] = ifNull;
                block.NeedsCare |= isQuoteField && layout.Kinds == TickKinds.Quotes;
            }
            else to[i] = doubles.IsEmpty ? column.DoubleAt(i) : doubles[i];
        }
    }

    private void LoadConditions(TickBlock block, int rows)
    {
        var to = block.Conditions.Own(rows);
        if (columns[(int)TickField.Conditions] is not { } column) return;
        block.Conditions.Text = column.Text;
        for (var i = 0; i < to.Length; i++)
        {
            var value = column.IsNull(i) ? 0 : column.DoubleAt(i);
            block.NeedsCare |= value is < 0 or > uint.MaxValue;
            to[i] = (uint)value;
        }
    }

    private void LoadSuspicious(TickBlock block, int rows)
    {
        var to = block.Suspicious.Own(rows);
        if (columns[(int)TickField.Suspicious] is not { } column) return;
        block.Suspicious.Text = column.Text;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = !column.IsNull(i) && (column is ParquetValues<bool> flags ? flags.Values[i] : column.DoubleAt(i) != 0);
        }
    }
}
