using System.Text.Json;

namespace Cep.Feeds.Kafka;

/// <summary>Reads the entries of a JSON message: one object, or an array of them.</summary>
/// <remarks>
/// A message that is no JSON gives nothing at all, so that no half of it becomes events. Names of fields mostly come in the
/// same order message after message, so each is compared with the one at its place before it is looked up.
/// </remarks>
internal sealed class JsonTicks(SymbolNames symbols)
{
    private const int LongestText = 256;
    private readonly TickTimes times = new();
    private readonly List<(byte[] Name, TickField Field)> places = [];
    private TickDraft[] drafts = new TickDraft[16];
    private int count;

    public ReadOnlySpan<TickDraft> Drafts => drafts.AsSpan(0, count);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">It is JSON of another form; the message says which is expected.</exception>
    public void Read(ReadOnlySpan<byte> message)
    {
        count = 0;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadEntry(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw new InvalidDataException($"element {count} of the array is no object");
                ReadEntry(ref reader);
            }
        }
        else
        {
            throw new InvalidDataException("it is neither a JSON object nor an array of them");
        }

        // Anything behind the end makes the reader throw.
        reader.Read();
    }

    private void ReadEntry(ref Utf8JsonReader reader)
    {
        if (count == drafts.Length) Array.Resize(ref drafts, count * 2);
        ref var draft = ref drafts[count++];
        draft = new TickDraft { Start = (int)reader.TokenStartIndex };
        for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndObject; place++)
        {
            var field = FieldAt(place, ref reader);
            reader.Read();
            if (field == TickField.Other) reader.Skip();
            else if (reader.TokenType != JsonTokenType.Null) ReadField(field, ref reader, ref draft);
        }

        draft.Length = (int)reader.BytesConsumed - draft.Start;
        if (draft.Kind == TickKind.None) draft.Kind = TickKindNames.Of(draft.Fields);
    }

    private void ReadField(TickField field, ref Utf8JsonReader reader, ref TickDraft draft)
    {
        draft.Note(field);
        switch (field)
        {
            case TickField.Time: draft.Time = TimeOf(ref reader); break;
            case TickField.Symbol: draft.SymbolId = SymbolOf(ref reader); break;
            case TickField.Price: draft.Price = NumberOf(ref reader); break;
            case TickField.Size: draft.Size = NumberOf(ref reader); break;
            case TickField.BidPrice: draft.BidPrice = NumberOf(ref reader); break;
            case TickField.BidSize: draft.BidSize = NumberOf(ref reader); break;
            case TickField.AskPrice: draft.AskPrice = NumberOf(ref reader); break;
            case TickField.AskSize: draft.AskSize = NumberOf(ref reader); break;
            case TickField.Kind: draft.Kind = KindOf(ref reader); break;
            case TickField.State: draft.State = StateOf(ref reader); break;
            case TickField.Exchange: draft.Exchange = ExchangeOf(ref reader); break;
            case TickField.Conditions: draft.HasBadConditions = !TryConditions(ref reader, out draft.Conditions); break;
            default: draft.Suspicious = reader.TokenType == JsonTokenType.True || NumberOf(ref reader) > 0; break;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
    }

    private TickField FieldAt(int place, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && place < places.Count && reader.ValueSpan.SequenceEqual(places[place].Name)) return places[place].Field;
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > LongestText) return TickField.Other;
        var field = TickFieldNames.Find(reader.ValueSpan);
        if (place < places.Count) places[place] = (reader.ValueSpan.ToArray(), field);
        else if (place == places.Count && place < LongestText) places.Add((reader.ValueSpan.ToArray(), field));
        return field;
    }

    private long TimeOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => times.Parse(reader.ValueSpan),
        JsonTokenType.Number when reader.TryGetInt64(out var nanos) => nanos,
        _ => TickDraft.BadTime,
    };

    private int SymbolOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return TickDraft.BadSymbol;
        if (!reader.ValueIsEscaped) return TickDraft.SymbolIdOf(symbols, reader.ValueSpan);
        Span<byte> plain = stackalloc byte[LongestText];
        return TryUnescape(ref reader, plain, out var length) ? TickDraft.SymbolIdOf(symbols, plain[..length]) : TickDraft.BadSymbol;
    }

    private static double NumberOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : double.NaN;

    private static TickKind KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? TickKindNames.Of(reader.ValueSpan) : TickKind.Bad;

    private static byte StateOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? TickNames.State(reader.ValueSpan) : TickDraft.BadState;

    private static char ExchangeOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return TickDraft.BadExchange;
        if (!reader.ValueIsEscaped) return TickNames.Exchange(reader.ValueSpan);
        Span<byte> plain = stackalloc byte[LongestText];
        return TryUnescape(ref reader, plain, out var length) ? TickNames.Exchange(plain[..length]) : TickDraft.BadExchange;
    }

    private static bool TryConditions(ref Utf8JsonReader reader, out uint conditions)
    {
        conditions = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out conditions);
    }

    /// <summary>An escape may name half a character, which is no text.</summary>
    private static bool TryUnescape(ref Utf8JsonReader reader, scoped Span<byte> plain, out int length)
    {
        length = 0;
        if (reader.ValueSpan.Length > plain.Length) return false;
        try
        {
            length = reader.CopyString(plain);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
