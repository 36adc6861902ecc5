using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Cep.Feeds.Kafka;

/// <summary>Writes events as an Arrow IPC stream of one record batch: trades or quotes alone without a column <c>kind</c>, else with it.</summary>
internal sealed class ArrowTickEncoder
{
    private static readonly TimestampType Time = new(TimeUnit.Nanosecond, "UTC");
    private static readonly DictionaryType Names = new(Int32Type.Default, StringType.Default, ordered: false);
    private static readonly DictionaryType FewNames = new(Int8Type.Default, StringType.Default, ordered: false);
    private static readonly StringArray Kinds = TextsOf(["trade", "quote", "status"]);
    private static readonly StringArray States = TextsOf(Enum.GetNames<TradingState>());
    private readonly List<Field> fields = [];
    private readonly List<IArrowArray> arrays = [];

    public byte[] Encode(EventBatch batch)
    {
        fields.Clear();
        arrays.Clear();
        var rows = RowsOf(batch);
        var trades = batch.Of<Trade>().Count > 0;
        var quotes = batch.Of<Quote>().Count > 0;
        var statuses = batch.Of<MarketStatus>().Count > 0;
        var isMixed = (trades ? 1 : 0) + (quotes ? 1 : 0) + (statuses ? 1 : 0) > 1;
        if (isMixed) Add(TickField.Kind, new DictionaryArray(FewNames, Array(Int8Type.Default, rows, TickField.Time, row => (sbyte)(row.Kind - TickKind.Trade)), Kinds));
        Add(TickField.Time, Array(Time, rows, TickField.Time, row => row.Time));
        AddNames(TickField.Symbol, rows, row => Symbol.FromId(row.SymbolId).Name);
        if (trades) AddNumbers(rows, (TickField.Price, row => row.Price), (TickField.Size, row => row.Size));
        if (quotes) AddNumbers(rows, (TickField.BidPrice, row => row.BidPrice), (TickField.BidSize, row => row.BidSize), (TickField.AskPrice, row => row.AskPrice), (TickField.AskSize, row => row.AskSize));
        if (statuses) Add(TickField.State, new DictionaryArray(FewNames, Array(Int8Type.Default, rows, TickField.State, row => (sbyte)row.State), States));
        if (trades || quotes)
        {
            Add(TickField.Conditions, Array(UInt32Type.Default, rows, TickField.Time, row => row.Conditions));
            Add(TickField.Suspicious, FlagsOf(rows));
        }

        if (System.Array.Exists(rows, row => row.Exchange != '\0')) AddNames(TickField.Exchange, rows, row => row.Exchange == '\0' ? "" : row.Exchange.ToString());
        return Write(rows.Length);
    }

    private byte[] Write(int rows)
    {
        using var stream = new MemoryStream();
        var schema = new Schema(fields, null);
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            // Not disposed, because that would dispose the dictionaries that all messages share.
            writer.WriteRecordBatch(new RecordBatch(schema, arrays, rows));
            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    private static TickDraft[] RowsOf(EventBatch batch)
    {
        var drafts = new TickDraft[batch.Count];
        var rows = new TickRows(batch);
        for (var i = 0; rows.Next(); i++)
        {
            drafts[i] = rows.Kind switch
            {
                TickKind.Trade => DraftOf(in rows.Trade),
                TickKind.Quote => DraftOf(in rows.Quote),
                _ => DraftOf(in rows.Status),
            };
        }

        return drafts;
    }

    private static TickDraft DraftOf(in Trade trade) => new()
    {
        Kind = TickKind.Trade, Time = trade.Time.Nanos, SymbolId = trade.Symbol.Id, Price = trade.Price, Size = trade.Size,
        Conditions = (uint)trade.Conditions, Exchange = trade.Exchange, Suspicious = trade.Suspicious,
    };

    private static TickDraft DraftOf(in Quote quote) => new()
    {
        Kind = TickKind.Quote, Time = quote.Time.Nanos, SymbolId = quote.Symbol.Id, BidPrice = quote.BidPrice, BidSize = quote.BidSize,
        AskPrice = quote.AskPrice, AskSize = quote.AskSize, Conditions = quote.Conditions, Exchange = quote.Exchange, Suspicious = quote.Suspicious,
    };

    private static TickDraft DraftOf(in MarketStatus status) => new()
    {
        Kind = TickKind.Status, Time = status.Time.Nanos, SymbolId = status.Symbol.Id, State = (byte)status.State, Exchange = status.Exchange,
    };

    private static bool Holds(TickField field, TickKind kind) => field switch
    {
        TickField.Price or TickField.Size => kind == TickKind.Trade,
        TickField.BidPrice or TickField.BidSize or TickField.AskPrice or TickField.AskSize => kind == TickKind.Quote,
        TickField.State => kind == TickKind.Status,
        _ => true,
    };

    private void Add(TickField field, IArrowArray array)
    {
        fields.Add(new Field(TickFieldNames.Of(field), array.Data.DataType, nullable: array.NullCount > 0));
        arrays.Add(array);
    }

    private void AddNumbers(TickDraft[] rows, params ReadOnlySpan<(TickField Field, Func<TickDraft, double> Value)> columns)
    {
        foreach (var (field, value) in columns) Add(field, Array(DoubleType.Default, rows, field, value));
    }

    private void AddNames(TickField field, TickDraft[] rows, Func<TickDraft, string> name)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var indices = Array(Int32Type.Default, rows, field, row =>
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, name(row), out var isKnown);
            if (!isKnown) code = codes.Count - 1;
            return code;
        });
        Add(field, new DictionaryArray(Names, indices, TextsOf(codes.Keys)));
    }

    /// <summary>A column of plain values, null in the rows of other kinds.</summary>
    private static IArrowArray Array<T>(IArrowType type, TickDraft[] rows, TickField field, Func<TickDraft, T> value)
        where T : unmanaged
    {
        var values = new T[rows.Length];
        var valid = new byte[(rows.Length + 7) / 8];
        var nulls = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!Holds(field, rows[i].Kind))
            {
                nulls++;
                continue;
            }

            values[i] = value(rows[i]);
            valid[i / 8] |= (byte)(1 << (i % 8));
        }

        var validity = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(valid);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, rows.Length, nulls, 0, [validity, new ArrowBuffer(MemoryMarshal.AsBytes<T>(values).ToArray())]));
    }

    private static BooleanArray FlagsOf(TickDraft[] rows)
    {
        var bits = new byte[(rows.Length + 7) / 8];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Suspicious) bits[i / 8] |= (byte)(1 << (i % 8));
        }

        return new BooleanArray(new ArrayData(BooleanType.Default, rows.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bits)]));
    }

    private static StringArray TextsOf(IEnumerable<string> texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts) builder.Append(text);
        return builder.Build();
    }
}
