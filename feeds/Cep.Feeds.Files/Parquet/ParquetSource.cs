using Parquet;

namespace Cep.Feeds.Files;

/// <summary>An open Parquet file. One row group is in memory at a time.</summary>
internal sealed class ParquetSource : TickBlockSource
{
    // A value that repeats takes next to no bytes, but times do not repeat without end.
    private const long MostRowsOfByte = 100;
    private const long AlwaysRows = 1 << 16;

    private readonly FileStream stream;
    private readonly ParquetReader reader;
    private readonly ParquetColumns columns;
    private int group;
    private long bytesRead;

    public ParquetSource(string path, string? symbol)
    {
        Name = TickPaths.NameOf(path);
        stream = TickFile.Open(path);
        try
        {
            CheckMagic();
            var options = new ParquetOptions { TreatByteArrayAsString = true };
            var bytes = new ParquetStream(stream);
            var pages = new ParquetPages(stream, Guard(() => ParquetFooter.Check(stream)), bytes);
            reader = Guard(() => ParquetReader.CreateAsync(bytes, options).GetAwaiter().GetResult());
            Layout = TickLayout.Of(Guard(() => reader.Schema.Fields.Select(field => field.Name).ToArray()), Name, symbol);
            columns = new ParquetColumns(Layout, reader, pages, Name, symbol);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override string Name { get; }

    public override TickLayout Layout { get; }

    public override long BytesRead => Volatile.Read(ref bytesRead);

    /// <summary>A time that no row of the first row group goes below, as the file's statistics have it; null when they don't tell.</summary>
    public override EventTime? LeastTime() => Guard(columns.LeastTime);

    public override bool Next(TickBlock block)
    {
        if (group == reader.RowGroupCount)
        {
            Volatile.Write(ref bytesRead, stream.Length);
            return false;
        }

        Guard(() =>
        {
            var rows = reader.RowGroups[group].RowCount;
            if (rows < 0 || rows > AlwaysRows + stream.Length * MostRowsOfByte) throw new InvalidDataException($"{rows} rows are said to be in a file of {stream.Length} bytes.");
            columns.Load(reader.RowGroups[group], block);
            return true;
        });
        group++;
        Volatile.Write(ref bytesRead, Math.Min(stream.Length, stream.Position));
        return true;
    }

    public override void Dispose() => stream.Dispose();

    private void CheckMagic()
    {
        Span<byte> head = stackalloc byte[4];
        Span<byte> tail = stackalloc byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < head.Length || !head.SequenceEqual("PAR1"u8))
        {
            throw new FeedException($"'{Name}' is no Parquet file: it does not begin like one. Check the path or say its format with --format.");
        }

        stream.Position = Math.Max(0, stream.Length - tail.Length);
        stream.ReadExactly(tail);
        stream.Position = 0;
        if (stream.Length > 8 && tail.SequenceEqual("PAR1"u8)) return;
        throw new FeedException($"'{Name}' is a truncated Parquet file: its end is missing after byte {stream.Length}. Make or copy the file again.");
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not FeedException)
        {
            throw new FeedException($"'{Name}' is a damaged Parquet file: {exception.Message} Make or copy the file again.", exception);
        }
    }
}
