using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cep.Simulation;

/// <summary>Derived events as lines of JSON.</summary>
internal sealed class LineSink : ISink
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public List<string> Lines { get; } = [];

    public void Write(in DerivedEvent derived)
    {
        bytes.Clear();
        using (var writer = new Utf8JsonWriter(bytes, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
        Lines.Add(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
