using System.Buffers;
using System.IO.Hashing;
using System.Text.Json;

namespace Cep.Live;

/// <summary>Writes derived events as the file sink does, and hashes those of each commit.</summary>
/// <param name="path">The file.</param>
internal sealed class DerivedWriter(string path) : IDisposable
{
    private const int WriteBytes = 1 << 16;
    private readonly FileStream stream = RecordingFiles.Create(path);
    private readonly ArrayBufferWriter<byte> buffer = new(WriteBytes * 2);
    private readonly XxHash3 hash = new();
    private Utf8JsonWriter? json;

    /// <summary>How many were written.</summary>
    public long Count { get; private set; }

    /// <summary>How long the file is.</summary>
    public long Bytes => stream.Position;

    public void Write(in DerivedEvent derived)
    {
        json ??= new Utf8JsonWriter(buffer, DerivedJson.WriterOptions);
        DerivedJson.WriteLine(json, derived);
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        Count++;
        if (buffer.WrittenCount >= WriteBytes) Drain();
    }

    /// <summary>Gives what was written to the operating system.</summary>
    /// <returns>The hash of what was written since this was last called.</returns>
    public string Complete()
    {
        Drain();
        stream.Flush();
        return SegmentWriter.TextOf(ReadHash());
    }

    public void Dispose()
    {
        json?.Dispose();
        stream.Dispose();
    }

    private ulong ReadHash()
    {
        var value = hash.GetCurrentHashAsUInt64();
        hash.Reset();
        return value;
    }

    private void Drain()
    {
        hash.Append(buffer.WrittenSpan);
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
