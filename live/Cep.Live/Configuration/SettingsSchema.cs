using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cep.Live;

/// <summary>The JSON Schema of the configuration file, made of the settings themselves.</summary>
public static class SettingsSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (draft 2020-12), indented, ended by a line feed.</summary>
    public static string Text()
    {
        var schema = Section(typeof(LiveSettings));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "cep.json");
        schema["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string", ["description"] = "Where editors find this schema." });
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(Type type)
    {
        var settings = SettingInfo.Of(type);
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (var setting in settings)
        {
            foreach (var key in setting.Keys) properties[key] = Describe(setting, key, defaults);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        var required = settings.Where(setting => setting.Attribute.Required).Select(setting => (JsonNode)setting.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject Describe(SettingInfo setting, string key, object defaults)
    {
        var schema = setting.IsSecret ? new JsonObject { ["type"] = "string" } : ValueOf(setting);
        var text = setting.Attribute.Description;
        if (setting.IsSecret) text += key.EndsWith("File", StringComparison.Ordinal) ? " The file that holds it." : " The environment variable that holds it.";
        schema["description"] = text;
        if (!setting.IsSecret && !setting.IsSection && setting.DictionaryOf is null && !setting.IsList && setting.Name != RuleSection.Name && setting.Property.GetValue(defaults) is { } value && value is not "")
        {
            schema["default"] = value switch { bool flag => flag, int number => number, _ => SettingText.Format(value) };
        }

        return schema;
    }

    private static JsonObject ValueOf(SettingInfo setting)
    {
        var type = setting.Type;
        if (setting.Name == RuleSection.Name) return Dictionary(Dictionary(new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "array") }));
        if (setting.IsSection) return Section(type);
        if (setting.IsList) return new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
        if (setting.DictionaryOf is { } element) return Dictionary(element == typeof(string) ? new JsonObject { ["type"] = "string" } : Section(element));
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int)) return Number(setting);
        if (type.IsEnum) return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))]) };
        var text = new JsonObject { ["type"] = "string" };
        if (type == typeof(TimeSpan)) text["pattern"] = "^([0-9.]+(ms|us|s|m|h|d)|[0-9.:]+)$";
        if (type == typeof(ByteSize)) text["pattern"] = "^[0-9.]+ ?([KMGTkmgt]?[Bb])?$";
        if (type == typeof(Uri)) text["pattern"] = "^https?://";
        return text;
    }

    private static JsonObject Number(SettingInfo setting)
    {
        var number = new JsonObject { ["type"] = "integer", ["minimum"] = (long)setting.Attribute.Min, ["maximum"] = (long)setting.Attribute.Max };
        return setting.Attribute.Auto ? new JsonObject { ["anyOf"] = new JsonArray(number, new JsonObject { ["const"] = "auto" }) } : number;
    }

    private static JsonObject Dictionary(JsonObject of) => new() { ["type"] = "object", ["additionalProperties"] = of };
}
