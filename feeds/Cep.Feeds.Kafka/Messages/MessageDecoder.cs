using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Turns messages into events. The format of each message is recognised by its content. A message of which nothing can be
/// read becomes one dead letter; in a message that can be read, each entry that is no event becomes one.
/// </summary>
/// <param name="source">Names the topic and the Kafka partition in dead letters.</param>
/// <remarks>Keeps its buffers from message to message, so that nothing is allocated for an event. Used by one thread at a time.</remarks>
public sealed class MessageDecoder(string source)
{
    private const string Entry = "entry ";
    private const string OfMessage = " of the message: ";
    private readonly SymbolNames symbols = new();
    private JsonTicks? json;
    private ArrowTicks? arrow;

    /// <summary>Appends the events of a message to a batch. All of them stand at the message's offset.</summary>
    /// <param name="message">The value of the message; of one without a value, nothing.</param>
    /// <param name="offset">Where the message stands in its Kafka partition.</param>
    /// <param name="batch">The batch.</param>
    public void Decode(ReadOnlySpan<byte> message, long offset, EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            if (message.IsEmpty) Refuse("the message has no value", offset, batch, null);
            else if (ArrowStream.IsStart(message)) DecodeArrow(message, offset, batch);
            else DecodeJson(message, offset, batch);
        }
        catch (JsonException fault)
        {
            Refuse(
                string.Create(CultureInfo.InvariantCulture, $"the message is neither JSON nor an Arrow stream: at byte {fault.BytePositionInLine ?? 0} of line {(fault.LineNumber ?? 0) + 1} it can't be read"),
                offset, batch, RawOf(message));
        }
        catch (InvalidDataException fault)
        {
            Refuse(fault.Message, offset, batch, RawOf(message));
        }
    }

    private void DecodeJson(ReadOnlySpan<byte> message, long offset, EventBatch batch)
    {
        json ??= new JsonTicks(symbols);
        json.Read(message);
        var drafts = json.Drafts;
        for (var i = 0; i < drafts.Length; i++)
        {
            if (drafts[i].Fault() is not { } fault) drafts[i].AppendTo(batch, offset);
            else Refuse(At(i, drafts.Length, fault), offset, batch, RawOf(message.Slice(drafts[i].Start, drafts[i].Length)));
        }
    }

    private void DecodeArrow(ReadOnlySpan<byte> message, long offset, EventBatch batch)
    {
        arrow ??= new ArrowTicks(symbols);
        var rows = arrow.Read(message);
        if (arrow.IsClean(rows))
        {
            arrow.AppendTo(batch, rows, offset);
            return;
        }

        for (var i = 0; i < rows; i++)
        {
            var draft = arrow.DraftAt(i);
            if (draft.Fault() is not { } fault) draft.AppendTo(batch, offset);
            else Refuse(At(i, rows, fault), offset, batch, draft.Describe());
        }
    }

    /// <summary>Whether a dead letter is about one entry of a message that has others, which may have counted.</summary>
    public static bool IsOfOneEntry(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Message.StartsWith(Entry, StringComparison.Ordinal) && letter.Message.Contains(OfMessage, StringComparison.Ordinal);
    }

    private static string At(int index, int count, string fault) =>
        count == 1 ? fault : string.Create(CultureInfo.InvariantCulture, $"{Entry}{index}{OfMessage}{fault}");

    private void Refuse(string fault, long offset, EventBatch batch, string? raw) =>
        batch.AddDeadLetter(new DeadLetter(DeadLetterReason.Malformed, source, offset, fault, raw));

    /// <summary>The message as text, cut; what is no text is shown in hexadecimal digits.</summary>
    private static string? RawOf(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty) return null;
        var isText = !ArrowStream.IsStart(message) && !message[..Math.Min(message.Length, 64)].Contains((byte)0);
        if (!isText) return Convert.ToHexStringLower(message[..Math.Min(message.Length, DeadLetter.MaxRawLength / 2)]);
        var text = Encoding.UTF8.GetString(message[..Math.Min(message.Length, DeadLetter.MaxRawLength)]);
        return text.Length <= DeadLetter.MaxRawLength ? text : text[..DeadLetter.MaxRawLength];
    }
}
