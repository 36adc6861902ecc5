using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>The columns that the schema of an Arrow stream describes. Senders repeat it in each message, so it is kept.</summary>
internal sealed class ArrowSchema
{
    private const int MaxColumns = 1000;
    private readonly byte[] metadata;

    /// <exception cref="InvalidDataException">The schema is damaged, or a column has a type that can't be read as what its name says.</exception>
    public ArrowSchema(ReadOnlySpan<byte> metadata, FlatTable schema)
    {
        if (schema.Get<short>(0) != 0) throw new InvalidDataException("the Arrow stream is big-endian; send it little-endian");
        var columns = new List<ArrowColumn>();
        var buffer = 0;
        var count = schema.CountOf(1);
        if (count > MaxColumns) throw new InvalidDataException($"the Arrow stream has {count} columns; at most {MaxColumns} are read");
        for (var i = 0; i < count; i++)
        {
            var column = ColumnOf(schema.Table(1, i), i, ref buffer);
            if (column.Field != TickField.Other && columns.Exists(other => other.Field == column.Field)) continue;
            if (column.Field != TickField.Other) Fields |= 1u << (int)column.Field;
            columns.Add(column);
        }

        Columns = [.. columns.Where(column => column.Field != TickField.Other)];
        Kind = (Fields & (1u << (int)TickField.Kind)) != 0 ? TickKind.None : TickKindNames.Of(Fields);
        if (Kind == TickKind.None && (Fields & (1u << (int)TickField.Kind)) == 0)
        {
            throw new InvalidDataException("the Arrow stream has neither price and size (trades), nor bid_price or ask_price (quotes), nor state (statuses), nor kind");
        }

        this.metadata = metadata.ToArray();
    }

    public ArrowColumn[] Columns { get; }

    /// <summary>A bit for each field that has a column.</summary>
    public uint Fields { get; }

    /// <summary>What all rows are; none when each says so itself.</summary>
    public TickKind Kind { get; }

    public bool IsSame(ReadOnlySpan<byte> other) => other.SequenceEqual(metadata);

    private static ArrowColumn ColumnOf(FlatTable field, int node, ref int buffer)
    {
        var name = field.Text(0);
        var what = TickFieldNames.Find(name);
        var dictionaryId = -1L;
        var (layout, buffers, unitNanos) = TypeOf(field.Get<byte>(2), field, 3);
        if (field.TryTable(4, out var dictionary))
        {
            if (layout != ArrowLayout.Text && what != TickField.Other) layout = ArrowLayout.Other;
            else (layout, dictionaryId) = (dictionary.TryTable(1, out var index) ? IntegerOf(index) : ArrowLayout.Int32, dictionary.Get<long>(0));
            buffers = 2;
        }

        if (buffers < 0) throw new InvalidDataException($"column {Show(name)} has a nested or variable type, which can't be passed over; leave the column out");
        var column = new ArrowColumn(what, layout, buffer, node, dictionaryId, unitNanos);
        buffer += buffers;
        return column.Fits ? column : throw new InvalidDataException($"column {Show(name)} has a type that can't be read; expected {ArrowColumn.Wanted(what)}");
    }

    /// <summary>How a type lies in memory, how many buffers it takes, and what a unit of time is; −1 buffers when that can't be said.</summary>
    private static (ArrowLayout Layout, int Buffers, long UnitNanos) TypeOf(byte type, FlatTable field, int slot)
    {
        var hasDetails = field.TryTable(slot, out var details);
        return type switch
        {
            1 => (ArrowLayout.None, 0, 0),
            2 when hasDetails => (IntegerOf(details), 2, 1),
            3 when hasDetails => (details.Get<short>(0) switch { 1 => ArrowLayout.Single, 2 => ArrowLayout.Double, _ => ArrowLayout.Other }, 2, 0),
            4 or 19 or 20 => (ArrowLayout.Other, 3, 0),
            5 => (ArrowLayout.Text, 3, 0),
            6 => (ArrowLayout.Bits, 2, 0),
            10 when hasDetails => (ArrowLayout.Int64, 2, details.Get<short>(0) switch { 0 => 1_000_000_000, 1 => 1_000_000, 2 => 1_000, _ => 1 }),
            7 or 8 or 9 or 11 or 15 or 18 => (ArrowLayout.Other, 2, 0),
            _ => (ArrowLayout.Other, -1, 0),
        };
    }

    private static ArrowLayout IntegerOf(FlatTable type) => (type.Get<int>(0), type.Get<byte>(1) != 0) switch
    {
        (8, true) => ArrowLayout.Int8,
        (16, true) => ArrowLayout.Int16,
        (32, true) => ArrowLayout.Int32,
        (64, true) => ArrowLayout.Int64,
        (8, false) => ArrowLayout.UInt8,
        (16, false) => ArrowLayout.UInt16,
        (32, false) => ArrowLayout.UInt32,
        (64, false) => ArrowLayout.UInt64,
        _ => ArrowLayout.Other,
    };

    private static string Show(ReadOnlySpan<byte> name) => $"'{Encoding.UTF8.GetString(name[..Math.Min(name.Length, 100)])}'";
}
