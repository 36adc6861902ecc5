using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>Decodes the record batches of one file into blocks.</summary>
internal sealed class ArrowColumns
{
    private static readonly TickField[] Numbers =
        [TickField.Price, TickField.Size, TickField.BidPrice, TickField.BidSize, TickField.AskPrice, TickField.AskSize];

    private readonly TickLayout layout;
    private readonly int symbolOfAll;
    private readonly ArrowNames<int> symbols = new(TickNames.Symbol, TickBlock.BadSymbol);
    private readonly ArrowNames<char> exchanges = new(TickNames.Exchange, '\0');
    private readonly ArrowNames<byte> states = new(TickNames.State, TickBlock.BadCode);
    private readonly ArrowNames<byte> kinds = new(TickNames.Kind, TickBlock.BadCode);

    /// <exception cref="FeedException">A column has a type that can't be read as what its name says.</exception>
    public ArrowColumns(TickLayout layout, Schema schema, string path, string? symbol)
    {
        this.layout = layout;
        symbolOfAll = symbol is null ? TickBlock.BadSymbol : Symbol.Of(symbol).Id;
        foreach (var field in TickFieldNames.All)
        {
            if (layout.Has(field)) CheckType(field, schema.GetFieldByIndex(layout[field]).DataType, path);
        }
    }

    public void Load(RecordBatch batch, TickBlock block)
    {
        var rows = batch.Length;
        block.NeedsCare = false;
        if (Find(batch, TickField.Time) is { } times) ArrowTimes.Load(times, block.Time);
        LoadNames(batch, block, rows);
        var isQuotes = layout.Kinds == TickKinds.Quotes;
        foreach (var field in Numbers)
        {
            var column = block.Number(field);
            if (Find(batch, field) is not { } array)
            {
                column.Own(rows);
                continue;
            }

            // A null side of a quote did not change, which is what zero says.
            var isQuoteField = field is not (TickField.Price or TickField.Size);
            ArrowNumbers.LoadDoubles(array, column, isQuoteField ? 0 : double.NaN);
            if (isQuotes && isQuoteField && array.NullCount > 0) block.NeedsCare = true;
        }

        if (Find(batch, TickField.Conditions) is not { } conditions) block.Conditions.Own(rows);
        else if (!ArrowNumbers.LoadFlags(conditions, block.Conditions)) block.NeedsCare = true;
        if (Find(batch, TickField.Suspicious) is { } suspicious) ArrowBits.Load(suspicious, block.Suspicious);
        else block.Suspicious.Own(rows);
        ShowWith(batch, block);
        block.Rows = rows;
    }

    private void LoadNames(RecordBatch batch, TickBlock block, int rows)
    {
        if (Find(batch, TickField.Symbol) is { } names) symbols.Load(names, block.Symbol);
        else block.Symbol.Own(rows).Fill(symbolOfAll);
        if (Find(batch, TickField.Exchange) is { } codes) exchanges.Load(codes, block.Exchange);
        else block.Exchange.Own(rows);
        if (Find(batch, TickField.State) is { } state) states.Load(state, block.State);
        else block.State.Own(rows);
        if (Find(batch, TickField.Kind) is { } kind) kinds.Load(kind, block.Kind);
    }

    private void ShowWith(RecordBatch batch, TickBlock block)
    {
        Func<int, string?>? Text(TickField field) =>
            Find(batch, field) is { } array ? row => ArrowText.Show(array, row) : null;
        block.Kind.Text = Text(TickField.Kind);
        block.Time.Text = Text(TickField.Time);
        block.Symbol.Text = Text(TickField.Symbol);
        block.State.Text = Text(TickField.State);
        block.Conditions.Text = Text(TickField.Conditions);
        block.Exchange.Text = Text(TickField.Exchange);
        block.Suspicious.Text = Text(TickField.Suspicious);
        foreach (var field in Numbers) block.Number(field).Text = Text(field);
    }

    private IArrowArray? Find(RecordBatch batch, TickField field)
    {
        if (!layout.Has(field)) return null;
        var array = batch.Column(layout[field]);
        return array.Length == batch.Length ? array : throw new InvalidDataException($"Column {TickFieldNames.Of(field)} has {array.Length} rows of {batch.Length}.");
    }

    private static void CheckType(TickField field, IArrowType type, string path)
    {
        var (fits, wanted) = field switch
        {
            TickField.Time => (ArrowTimes.IsTime(type), "timestamp, or int64 nanoseconds since 1970"),
            TickField.Symbol or TickField.Kind or TickField.State or TickField.Exchange => (ArrowText.IsText(type), "utf8, plain or dictionary-encoded"),
            TickField.Conditions => (ArrowNumbers.IsInteger(type), "uint32"),
            TickField.Suspicious => (type is BooleanType || ArrowNumbers.IsInteger(type), "bool"),
            _ => (ArrowNumbers.IsNumber(type), "double, or another number"),
        };
        if (fits) return;
        throw new FeedException($"'{path}': column {TickFieldNames.Of(field)} has type {type.Name}; expected {wanted}. Convert the column first.");
    }
}
