using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>
/// The columns of an Arrow tick file, as they are spooled (symbols and exchanges as codes) and as they are written (codes
/// with their dictionaries).
/// </summary>
internal sealed class ArrowTickSchema
{
    private static readonly DictionaryType WideNames = new(Int32Type.Default, StringType.Default, ordered: false);
    private static readonly DictionaryType ShortNames = new(Int16Type.Default, StringType.Default, ordered: false);
    private static readonly DictionaryType FewNames = new(Int8Type.Default, StringType.Default, ordered: false);
    private static readonly StringArray Kinds = ArrowArrays.OfNames(["trade", "quote", "status"]);
    private static readonly StringArray States = ArrowArrays.OfNames(Enum.GetNames<TradingState>());

    private readonly TickField[] fields;
    private readonly NameCodes<Symbol> symbols = new(symbol => symbol.Name);
    private readonly NameCodes<char> exchanges = new(exchange => exchange.ToString());

    public ArrowTickSchema(TickKinds kinds)
    {
        fields = [.. TickColumns.FieldsOf(kinds)];
        Written = new Schema(fields.Select(field => FieldOf(field, TypeOf(field), kinds)), null);
        Spooled = new Schema(fields.Select(field => FieldOf(field, SpoolTypeOf(field), kinds)), null);
    }

    public Schema Written { get; }

    public Schema Spooled { get; }

    /// <summary>The gathered rows as they are spooled.</summary>
    public RecordBatch Begin(TickColumns columns) =>
        new(Spooled, fields.Select(field => ArrayOf(field, columns)), columns.Count);

    /// <summary>A spooled batch as it is written. All names are known by then.</summary>
    public RecordBatch Finish(RecordBatch spooled)
    {
        var arrays = new IArrowArray[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var array = spooled.Column(i);
            arrays[i] = fields[i] switch
            {
                TickField.Symbol => new DictionaryArray(WideNames, array, SymbolNames),
                TickField.Exchange => new DictionaryArray(ShortNames, array, ExchangeNames),
                _ => array,
            };
        }

        return new RecordBatch(Written, arrays, spooled.Length);
    }

    private StringArray SymbolNames => field ??= ArrowArrays.OfNames(symbols.Names);

    private StringArray ExchangeNames => field ??= ArrowArrays.OfNames(exchanges.Names);

    private static Field FieldOf(TickField field, IArrowType type, TickKinds kinds) =>
        new(TickFieldNames.Of(field), type, nullable: field == TickField.Exchange || (TickColumns.Having(field) & kinds) != kinds);

    private static IArrowType TypeOf(TickField field) => field switch
    {
        TickField.Kind or TickField.State => FewNames,
        TickField.Symbol => WideNames,
        TickField.Exchange => ShortNames,
        TickField.Time => ArrowArrays.Time,
        TickField.Conditions => UInt32Type.Default,
        TickField.Suspicious => BooleanType.Default,
        _ => DoubleType.Default,
    };

    private static IArrowType SpoolTypeOf(TickField field) => field switch
    {
        TickField.Symbol => Int32Type.Default,
        TickField.Exchange => Int16Type.Default,
        _ => TypeOf(field),
    };

    private IArrowArray ArrayOf(TickField field, TickColumns columns)
    {
        var valid = ValidOf(field, columns);
        return field switch
        {
            TickField.Kind => new DictionaryArray(FewNames, ArrowArrays.Of<sbyte>(Int8Type.Default, KindCodes(columns), valid), Kinds),
            TickField.State => new DictionaryArray(FewNames, ArrowArrays.Of<sbyte>(Int8Type.Default, StateCodes(columns), valid), States),
            TickField.Time => ArrowArrays.Of(ArrowArrays.Time, columns.Times, valid),
            TickField.Symbol => ArrowArrays.Of<int>(Int32Type.Default, SymbolCodes(columns), valid),
            TickField.Exchange => ArrowArrays.Of<short>(Int16Type.Default, ExchangeCodes(columns), valid),
            TickField.Conditions => ArrowArrays.Of(UInt32Type.Default, columns.Conditions, valid),
            TickField.Suspicious => ArrowArrays.OfFlags(columns.Suspicious, valid),
            _ => ArrowArrays.Of(DoubleType.Default, columns.Numbers(field), valid),
        };
    }

    private static bool[] ValidOf(TickField field, TickColumns columns)
    {
        var valid = new bool[columns.Count];
        var having = TickColumns.Having(field);
        for (var i = 0; i < valid.Length; i++)
        {
            valid[i] = (columns.Kinds[i] & having) != 0 && (field != TickField.Exchange || columns.Exchanges[i] != '\0');
        }

        return valid;
    }

    private static sbyte[] KindCodes(TickColumns columns)
    {
        var codes = new sbyte[columns.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = columns.Kinds[i] switch { TickKinds.Trades => 0, TickKinds.Quotes => 1, _ => 2 };
        }

        return codes;
    }

    private static sbyte[] StateCodes(TickColumns columns)
    {
        var codes = new sbyte[columns.Count];
        for (var i = 0; i < codes.Length; i++) codes[i] = (sbyte)columns.States[i];
        return codes;
    }

    private int[] SymbolCodes(TickColumns columns)
    {
        var codes = new int[columns.Count];
        for (var i = 0; i < codes.Length; i++) codes[i] = symbols.Of(columns.Symbols[i]);
        return codes;
    }

    private short[] ExchangeCodes(TickColumns columns)
    {
        var codes = new short[columns.Count];
        for (var i = 0; i < codes.Length; i++) codes[i] = columns.Exchanges[i] == '\0' ? (short)0 : (short)exchanges.Of(columns.Exchanges[i]);
        return codes;
    }
}
