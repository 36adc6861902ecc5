using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes an Arrow IPC file or stream. Its symbols stand in a dictionary, which has to come before the rows and is known only
/// after them; so the rows go to a spool file first and are copied behind the dictionary at the end.
/// </summary>
internal sealed class ArrowTickWriter : TickWriter
{
    private const int DefaultRowsPerBlock = 16_384;
    private readonly TickColumns columns;
    private readonly ArrowTickSchema schema;
    private readonly PartialFile output;
    private readonly string spoolPath;
    private readonly OutputStream spool;
    private readonly ArrowStreamWriter spoolWriter;
    private readonly TickCompression compression;

    public ArrowTickWriter(string path, TickWriterOptions options)
        : base(options.Kinds, path)
    {
        columns = new TickColumns(options.RowsPerBlock ?? DefaultRowsPerBlock);
        schema = new ArrowTickSchema(options.Kinds);
        compression = options.Compression;
        output = new PartialFile(path);
        spoolPath = path + ".spool.part";
        try
        {
            spool = new OutputStream(spoolPath, path);
            spoolWriter = new ArrowStreamWriter(spool, schema.Spooled, leaveOpen: true);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    public override void Complete()
    {
        Spool();
        spoolWriter.WriteEnd();
        spool.Position = 0;
        using (var reader = new ArrowStreamReader(spool, leaveOpen: true))
        using (var writer = CreateWriter())
        {
            writer.WriteStart();
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                // Disposing frees the dictionaries as well, which the batches to come still share; the collector frees the rest.
                writer.WriteRecordBatch(schema.Finish(batch));
            }

            writer.WriteEnd();
        }

        output.Complete();
        Dispose();
    }

    public override void Dispose()
    {
        spoolWriter.Dispose();
        try
        {
            spool.Dispose();
        }
        catch (SinkException)
        {
            // The spool is deleted anyhow.
        }

        PartialFile.Delete(spoolPath);
        output.Dispose();
    }

    protected override void Write(in Trade trade)
    {
        columns.Add(in trade);
        if (columns.IsFull) Spool();
    }

    protected override void Write(in Quote quote)
    {
        columns.Add(in quote);
        if (columns.IsFull) Spool();
    }

    protected override void Write(in MarketStatus status)
    {
        columns.Add(in status);
        if (columns.IsFull) Spool();
    }

    /// <summary>Writes what was gathered; also nothing, because a file without any batch would lack its dictionaries.</summary>
    private void Spool()
    {
        // Not disposed, because that would dispose the dictionaries that all batches share.
        spoolWriter.WriteRecordBatch(schema.Begin(columns));
        columns.Clear();
    }

    private ArrowStreamWriter CreateWriter()
    {
        var options = new IpcOptions();
        if (compression != TickCompression.None)
        {
            options.CompressionCodecFactory = new CompressionCodecFactory();
            options.CompressionCodec = compression == TickCompression.Lz4 ? CompressionCodecType.Lz4Frame : CompressionCodecType.Zstd;
        }

        return OutputPath.EndsWith(".arrows", StringComparison.OrdinalIgnoreCase)
            ? new ArrowStreamWriter(output.Stream, schema.Written, leaveOpen: true, options)
            : new ArrowFileWriter(output.Stream, schema.Written, leaveOpen: true, options);
    }
}
