using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Cep.Feeds.Files;

/// <summary>Writes a Parquet file, a row group at a time.</summary>
internal sealed class ParquetTickWriter : TickWriter
{
    private const int DefaultRowsPerBlock = 32_768;
    private readonly TickColumns columns;
    private readonly PartialFile file;
    private readonly TickField[] fields;
    private readonly ParquetSchema schema;
    private readonly ParquetWriter writer;
    private readonly DataField timeAsCount = new ParquetSchema(new DataField<long>(TickFieldNames.Of(TickField.Time), false)).DataFields[0];

    public ParquetTickWriter(string path, TickWriterOptions options)
        : base(options.Kinds, path)
    {
        columns = new TickColumns(options.RowsPerBlock ?? DefaultRowsPerBlock);
        fields = [.. TickColumns.FieldsOf(options.Kinds)];
        schema = new ParquetSchema(fields.Select(FieldOf));
        file = new PartialFile(path);
        try
        {
            writer = ParquetWriter.CreateAsync(schema, file.Stream, OptionsOf(options.Compression)).GetAwaiter().GetResult();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Complete()
    {
        if (columns.Count > 0) WriteGroup();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        file.Complete();
    }

    public override void Dispose() => file.Dispose();

    protected override void Write(in Trade trade)
    {
        columns.Add(in trade);
        if (columns.IsFull) WriteGroup();
    }

    protected override void Write(in Quote quote)
    {
        columns.Add(in quote);
        if (columns.IsFull) WriteGroup();
    }

    protected override void Write(in MarketStatus status)
    {
        columns.Add(in status);
        if (columns.IsFull) WriteGroup();
    }

    private static ParquetOptions OptionsOf(TickCompression compression) => new()
    {
        CompressionLevel = CompressionLevel.Fastest,
        CompressionMethod = compression switch
        {
            TickCompression.Zstd => CompressionMethod.Zstd,
            TickCompression.Snappy => CompressionMethod.Snappy,
            _ => CompressionMethod.None,
        },
    };

    private DataField FieldOf(TickField field)
    {
        var name = TickFieldNames.Of(field);
        var isNullable = field == TickField.Exchange || (TickColumns.Having(field) & Kinds) != Kinds;
        return field switch
        {
            TickField.Time => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Nanos, isNullable: false),
            TickField.Kind or TickField.Symbol or TickField.State or TickField.Exchange => new DataField(name, typeof(string), isNullable),
            TickField.Conditions => new DataField(name, typeof(uint), isNullable),
            TickField.Suspicious => new DataField(name, typeof(bool), isNullable),
            _ => new DataField(name, typeof(double), isNullable),
        };
    }

    private void WriteGroup()
    {
        using (var group = writer.CreateRowGroup())
        {
            for (var i = 0; i < fields.Length; i++) WriteColumn(group, schema.DataFields[i], fields[i]).GetAwaiter().GetResult();
            group.CompleteValidate();
        }

        columns.Clear();
    }

    private Task WriteColumn(ParquetRowGroupWriter group, DataField target, TickField field) => field switch
    {
        // The library's own type for time stops at 100 ns; the count of nanoseconds passes through it untouched.
        TickField.Time => group.WriteAsync<long>(timeAsCount, columns.Times.ToArray()),
        TickField.Kind or TickField.Symbol or TickField.State or TickField.Exchange => group.WriteAsync(target, Names(field)),
        TickField.Conditions => WriteValues(group, target, field, columns.Conditions),
        TickField.Suspicious => WriteValues(group, target, field, columns.Suspicious),
        _ => WriteValues(group, target, field, columns.Numbers(field)),
    };

    private Task WriteValues<T>(ParquetRowGroupWriter group, DataField target, TickField field, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!target.IsNullable) return group.WriteAsync<T>(target, values.ToArray());
        var nullable = new T?[values.Length];
        for (var i = 0; i < nullable.Length; i++)
        {
            if (Has(field, i)) nullable[i] = values[i];
        }

        return group.WriteAsync<T>(target, nullable);
    }

    private string?[] Names(TickField field)
    {
        var names = new string?[columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            if (Has(field, i)) names[i] = NameOf(field, i);
        }

        return names;
    }

    private string? NameOf(TickField field, int row) => field switch
    {
        TickField.Symbol => columns.Symbols[row].Name,
        TickField.State => columns.States[row].ToString(),
        TickField.Exchange => columns.Exchanges[row] is var exchange and not '\0' ? exchange.ToString() : null,
        _ => columns.Kinds[row] switch { TickKinds.Trades => "trade", TickKinds.Quotes => "quote", _ => "status" },
    };

    private bool Has(TickField field, int row) => (TickColumns.Having(field) & columns.Kinds[row]) != 0;
}
