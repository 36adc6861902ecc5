using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cep.Cli;

/// <summary>Writes schemas to a folder or to standard output.</summary>
internal static class SchemaFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one file for each rule, or all to <paramref name="output"/>: one as it is, several as an object by rule.</summary>
    public static void Write(IReadOnlyList<Rule> rules, string? folder, TextWriter output)
    {
        if (folder is null)
        {
            JsonNode all = rules.Count == 1
                ? DerivedSchema.Of(rules[0])
                : new JsonObject(rules.Select(rule => KeyValuePair.Create(rule.Name, (JsonNode?)DerivedSchema.Of(rule))));
            output.WriteLine(all.ToJsonString(Indented));
            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var rule in rules)
        {
            var path = Path.Combine(folder, rule.Name + ".schema.json");
            File.WriteAllText(path, DerivedSchema.Of(rule).ToJsonString(Indented) + "\n");
            output.WriteLine(path);
        }
    }
}
