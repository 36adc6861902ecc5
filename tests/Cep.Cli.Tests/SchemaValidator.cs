using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cep.Cli.Tests;

/// <summary>The part of JSON Schema that the schemas use; a keyword it does not know is a fault.</summary>
internal static class SchemaValidator
{
    /// <summary>What is wrong with a value, or nothing.</summary>
    public static IEnumerable<string> Check(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.ValueKind == JsonValueKind.True) return [];
        return schema.EnumerateObject().SelectMany(keyword => keyword.Name switch
        {
            "$schema" or "title" or "description" or "default" => [],
            "type" => IsOfType(keyword.Value, value) ? [] : [$"{at} is {value.ValueKind}, not {keyword.Value}"],
            "const" => JsonElement.DeepEquals(keyword.Value, value) ? [] : [$"{at} is not {keyword.Value}"],
            "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at} is none of {keyword.Value}"],
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!) ? [] : [$"{at} does not match"],
            "minLength" => value.GetString()!.Length >= keyword.Value.GetInt32() ? [] : [$"{at} is too short"],
            "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32() ? [] : [$"{at} is too long"],
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble() ? [] : [$"{at} is too small"],
            "required" => keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} lacks {name}"),
            "properties" => keyword.Value.EnumerateObject().Where(property => value.TryGetProperty(property.Name, out _))
                .SelectMany(property => Check(property.Value, value.GetProperty(property.Name), $"{at}.{property.Name}")),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble() ? [] : [$"{at} is too large"],
            "additionalProperties" => Others(schema, value).SelectMany(property => keyword.Value.ValueKind == JsonValueKind.False
                ? [$"{at} has {property.Name} too many"]
                : Check(keyword.Value, property.Value, $"{at}.{property.Name}")),
            "items" => value.EnumerateArray().SelectMany((item, index) => Check(keyword.Value, item, $"{at}[{index}]")),
            "anyOf" => keyword.Value.EnumerateArray().Any(one => !Check(one, value, at).Any()) ? [] : [$"{at} fits no alternative"],
            _ => [$"the schema has the unknown keyword {keyword.Name}"],
        });
    }

    private static IEnumerable<JsonProperty> Others(JsonElement schema, JsonElement value) =>
        value.EnumerateObject().Where(property => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(property.Name, out _));

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => false,
        };
}
