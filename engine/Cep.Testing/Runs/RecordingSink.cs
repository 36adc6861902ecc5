using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cep.Testing;

/// <summary>Keeps what a run derives, as objects and as JSON Lines.</summary>
internal sealed class RecordingSink : ISink
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Utf8JsonWriter writer;

    public RecordingSink() => writer = new Utf8JsonWriter(bytes, DerivedJson.WriterOptions);

    public List<Derived<object>> Events { get; } = [];

    public List<string> Lines { get; } = [];

    public void Write(in DerivedEvent derived)
    {
        Events.Add(new Derived<object>(derived.Key, derived.Time, derived.BoxPayload())
        {
            Id = derived.Id,
            Rule = derived.Rule,
            Ordinal = derived.Ordinal,
            Status = derived.Status,
            Causes = derived.Causes,
            Recipients = [.. derived.Recipients],
        });
        bytes.Clear();
        writer.Reset();
        DerivedJson.WriteLine(writer, derived);
        writer.Flush();
        Lines.Add(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    public void Flush()
    {
    }

    public void Dispose() => writer.Dispose();
}

/// <summary>Keeps the dead letters of a run.</summary>
internal sealed class RecordingDeadLetters : IDeadLetterSink
{
    public List<DeadLetter> Letters { get; } = [];

    public void Write(DeadLetter letter) => Letters.Add(letter);

    public void Dispose()
    {
    }
}
