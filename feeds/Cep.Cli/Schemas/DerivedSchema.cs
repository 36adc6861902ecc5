using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Cep.Cli;

/// <summary>The JSON Schema of a line that a rule derives: what all lines have in common, with the rule's payload as <c>data</c>.</summary>
internal static class DerivedSchema
{
    private const string TimePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}Z$";
    private static readonly JsonSchemaExporterOptions Exporter = new() { TransformSchemaNode = Transform, TreatNullObliviousAsNonNullable = true };

    public static JsonObject Of(Rule rule)
    {
        var identity = rule.Identity;
        var properties = new JsonObject
        {
            ["id"] = Text("^[0-9a-f]{32}$", "Hash of rule, version, key, time and ordinal; the same in every run."),
            ["rule"] = new JsonObject { ["const"] = identity.Name },
            ["version"] = new JsonObject { ["const"] = identity.Version },
            ["type"] = new JsonObject { ["const"] = identity.TypeName },
            ["key"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "The symbol." },
            ["time"] = TimeSchema("Event time, UTC, in nanoseconds."),
            ["status"] = new JsonObject { ["enum"] = new JsonArray("provisional", "final", "retracted") },
            ["causes"] = CausesSchema(),
            ["data"] = DataOf(identity.PayloadType),
        };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = identity.TypeName,
            ["description"] = rule.Summary,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonNode DataOf(Type payload)
    {
        var schema = DerivedJson.Options.GetJsonSchemaAsNode(payload, Exporter);
        if (schema is JsonObject data && data["properties"] is JsonObject properties)
        {
            data["type"] = "object";
            var optional = OptionalOf(payload);
            data["required"] = new JsonArray([.. properties.Where(property => !optional.Contains(property.Key)).Select(property => (JsonNode)property.Key)]);
        }

        return schema;
    }

    /// <summary>The properties that a payload leaves out where they are null.</summary>
    private static HashSet<string> OptionalOf(Type payload) =>
    [
        .. DerivedJson.Options.GetTypeInfo(payload).Properties
            .Where(property => property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), true) is { Length: > 0 })
            .Select(property => property.Name),
    ];

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var underlying = Nullable.GetUnderlyingType(context.TypeInfo.Type);
        var type = underlying ?? context.TypeInfo.Type;
        var known =
            type == typeof(EventTime) ? TimeSchema("Event time, UTC, in nanoseconds.")
            : type == typeof(Symbol) ? new JsonObject { ["type"] = "string", ["minLength"] = 1 }
            : schema;
        var isFloat = type == typeof(double) || type == typeof(float);
        return underlying is not null && (isFloat || known != schema) ? OrNull(known) : known;
    }

    /// <summary>The exporter forgets that a nullable number may be null when NaN is allowed as well.</summary>
    private static JsonObject OrNull(JsonNode schema)
    {
        var isNull = new JsonObject { ["type"] = "null" };
        if (schema["anyOf"] is not JsonArray alternatives) return new JsonObject { ["anyOf"] = new JsonArray(schema, isNull) };
        alternatives.Add((JsonNode)isNull);
        return (JsonObject)schema;
    }

    private static JsonObject TimeSchema(string description) => Text(TimePattern, description);

    private static JsonObject Text(string pattern, string description) =>
        new() { ["type"] = "string", ["pattern"] = pattern, ["description"] = description };

    private static JsonObject CausesSchema()
    {
        JsonObject Number(int min, string description) => new() { ["type"] = "integer", ["minimum"] = min, ["description"] = description };
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "The inputs, by sequence number.",
            ["properties"] = new JsonObject
            {
                ["first"] = Number(0, "The least sequence number."),
                ["last"] = Number(0, "The greatest sequence number."),
                ["count"] = Number(1, "How many inputs."),
            },
            ["required"] = new JsonArray("first", "last", "count"),
            ["additionalProperties"] = false,
        };
    }
}
