using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cep;

/// <summary>A symbol in JSON is its name.</summary>
public sealed class SymbolJsonConverter : JsonConverter<Symbol>
{
    /// <inheritdoc/>
    public override Symbol Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 and <= SymbolTable.MaxNameLength } name
            ? Symbol.Of(name)
            : throw new JsonException($"Expected a symbol's name of 1 to {SymbolTable.MaxNameLength} characters.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Name);
    }
}
