using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Cep.Feeds.Files;

/// <summary>An open Arrow IPC file or stream. One record batch is in memory at a time.</summary>
internal sealed class ArrowSource : TickBlockSource
{
    private const int BitsOfByte = 8;
    private readonly FileStream stream;
    private readonly ArrowStreamReader reader;
    private readonly BlockMemory memory;
    private readonly ArrowColumns columns;
    private readonly bool isFile;
    private long bytesRead;

    public ArrowSource(string path, string? symbol)
    {
        Name = TickPaths.NameOf(path);
        stream = TickFile.Open(path);
        try
        {
            isFile = ArrowFraming.IsFile(stream, Name);
            memory = new BlockMemory(stream.Length);
            var codecs = new CompressionCodecFactory();
            reader = isFile
                ? new ArrowFileReader(new ArrowStream(stream), memory, codecs, leaveOpen: true)
                : new ArrowStreamReader(new ArrowStream(stream), memory, codecs, leaveOpen: true);
            var schema = Guard(() => reader.Schema) ?? throw Broken(new InvalidDataException("No schema."));
            Layout = TickLayout.Of([.. schema.FieldsList.Select(field => field.Name)], Name, symbol);
            columns = new ArrowColumns(Layout, schema, Name, symbol);
            if (!isFile) bytesRead = stream.Position;
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

    public override bool Next(TickBlock block)
    {
        memory.TakeBack();
        var batch = Guard(reader.ReadNextRecordBatch);
        Volatile.Write(ref bytesRead, batch is null ? stream.Length : stream.Position);
        if (batch is null)
        {
            if (!isFile) ArrowFraming.CheckEnd(stream, Name);
            return false;
        }

        Guard(() =>
        {
            foreach (var array in batch.Arrays)
            {
                CheckRows(array.Data);
                KeepDictionaries(array.Data);
            }

            columns.Load(batch, block);
            return true;
        });
        return true;
    }

    public override void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    /// <summary>No layout takes less than a bit for a row, so memory is never taken for rows that can't be there.</summary>
    private static void CheckRows(ArrayData data)
    {
        var bytes = (data.Buffers ?? []).Sum(buffer => (long)buffer.Length);
        if (data.Length > bytes * BitsOfByte) throw new InvalidDataException($"{data.Length} rows are said to be in {bytes} bytes.");
        if (data.Dictionary is { } dictionary) CheckRows(dictionary);
    }

    private void KeepDictionaries(ArrayData data)
    {
        memory.Keep(data.Dictionary);
        foreach (var child in data.Children ?? []) KeepDictionaries(child);
    }

    /// <summary>The library says in many ways that bytes make no sense; to us it is one thing.</summary>
    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not FeedException)
        {
            throw Broken(exception);
        }
    }

    private FeedException Broken(Exception exception) => new(
        $"'{Name}' is a damaged or truncated Arrow file, at byte {stream.Position} of {stream.Length}: {exception.Message} Make or copy the file again.",
        exception);
}
