using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>Writes CSV with a header line, plain or gzip.</summary>
internal sealed class CsvTickWriter : TickWriter
{
    private const int FlushBytes = 1 << 16;
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");
    private readonly PartialFile file;
    private readonly Stream stream;
    private readonly LineBuffer line = new();
    private readonly TickField[] fields;

    public CsvTickWriter(string path, TickKinds kinds)
        : base(kinds, path)
    {
        fields = [.. TickColumns.FieldsOf(kinds)];
        file = new PartialFile(path);
        stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true)
            : file.Stream;
        line.Add(string.Join(',', fields.Select(TickFieldNames.Of)).AsSpan());
        line.Add((byte)'\n');
    }

    public override void Complete()
    {
        Flush();
        if (stream != file.Stream) stream.Dispose();
        file.Complete();
    }

    public override void Dispose() => file.Dispose();

    protected override void Write(in Trade trade)
    {
        foreach (var field in fields)
        {
            switch (field)
            {
                case TickField.Kind: line.Add("trade"u8); break;
                case TickField.Price: line.Add(trade.Price); break;
                case TickField.Size: line.Add(trade.Size); break;
                case TickField.Conditions: line.AddHex((uint)trade.Conditions); break;
                case TickField.Suspicious: AddFlag(trade.Suspicious); break;
                default: AddCommon(field, trade.Time, trade.Symbol, trade.Exchange); break;
            }

            EndField(field);
        }
    }

    protected override void Write(in Quote quote)
    {
        foreach (var field in fields)
        {
            switch (field)
            {
                case TickField.Kind: line.Add("quote"u8); break;
                case TickField.BidPrice: line.Add(quote.BidPrice); break;
                case TickField.BidSize: line.Add(quote.BidSize); break;
                case TickField.AskPrice: line.Add(quote.AskPrice); break;
                case TickField.AskSize: line.Add(quote.AskSize); break;
                case TickField.Conditions: line.AddHex(quote.Conditions); break;
                case TickField.Suspicious: AddFlag(quote.Suspicious); break;
                default: AddCommon(field, quote.Time, quote.Symbol, quote.Exchange); break;
            }

            EndField(field);
        }
    }

    protected override void Write(in MarketStatus status)
    {
        foreach (var field in fields)
        {
            switch (field)
            {
                case TickField.Kind: line.Add("status"u8); break;
                case TickField.State: line.Add(status.State.ToString().AsSpan()); break;
                default: AddCommon(field, status.Time, status.Symbol, status.Exchange); break;
            }

            EndField(field);
        }
    }

    private void AddCommon(TickField field, EventTime time, Symbol symbol, char exchange)
    {
        if (field == TickField.Time) line.Add(time);
        else if (field == TickField.Symbol) AddText(symbol.Name);
        else if (field == TickField.Exchange && exchange != '\0') AddText(new ReadOnlySpan<char>(in exchange));
    }

    private void AddFlag(bool value) => line.Add(value ? (byte)'1' : (byte)'0');

    private void AddText(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Special))
        {
            line.Add(text);
            return;
        }

        line.Add((byte)'"');
        line.Add(text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal).AsSpan());
        line.Add((byte)'"');
    }

    private void EndField(TickField field)
    {
        var isLast = field == fields[^1];
        line.Add(isLast ? (byte)'\n' : (byte)',');
        if (isLast && line.Length >= FlushBytes) Flush();
    }

    private void Flush()
    {
        stream.Write(line.Written);
        line.Clear();
    }
}
