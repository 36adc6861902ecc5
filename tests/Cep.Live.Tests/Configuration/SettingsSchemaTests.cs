using System.Text.Json;
using Cep.Cli.Tests;
using Cep.Tidy;

namespace Cep.Live.Configuration;

public sealed class SettingsSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(SettingsSchema.Text()).RootElement;

    [Fact]
    public void The_published_schema_is_the_one_that_the_settings_give() =>
        Assert.Equal(SettingsSchema.Text(), RepositoryFiles.Read("live/docs/cep.schema.json").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData(Configs.Least)]
    [InlineData("""{"rules": {"ema-breakout": {"fast": 5}}, "engine": {"shards": "auto"}, "spool": {"size": "1GB"}, "kafka": {"bootstrap": "a:1", "group": "g", "topics": {"t": {"format": "json"}}}}""")]
    public void A_good_file_fits_it(string json) => Assert.Empty(SchemaValidator.Check(Schema, JsonDocument.Parse(json).RootElement));

    [Theory]
    [InlineData("""{"kafka": {"bootstrap": "a:1"}}""", "$.kafka lacks group")]
    [InlineData("""{"engine": {"shards": 65}}""", "$.engine.shards fits no alternative")]
    [InlineData("""{"log": {"form": "xml"}}""", "$.log.form is none of")]
    [InlineData("""{"spool": {"sise": "1GB"}}""", "$.spool has sise too many")]
    [InlineData("""{"kafka": {"topics": {"t": {"format": "xml"}}}}""", "$.kafka.topics.t.format is none of")]
    [InlineData("""{"kafka": {"security": {"password": "x"}}}""", "$.kafka.security has password too many")]
    public void A_faulty_file_does_not(string json, string fault) =>
        Assert.Contains(SchemaValidator.Check(Schema, JsonDocument.Parse(json).RootElement), found => found.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void The_page_of_operations_has_every_setting_with_its_default()
    {
        var page = RepositoryFiles.Read("live/docs/operations.md").ReplaceLineEndings("\n");
        Assert.All(RowsOf("", Schema), row => Assert.Contains($"\n{row}", page, StringComparison.Ordinal));
    }

    /// <summary>The rows of the table, as the schema gives them.</summary>
    private static IEnumerable<string> RowsOf(string path, JsonElement section)
    {
        foreach (var setting in section.GetProperty("properties").EnumerateObject())
        {
            if (setting.Name == "$schema") continue;
            var name = path + setting.Name;
            if (setting.Value.TryGetProperty("properties", out _))
            {
                foreach (var row in RowsOf(name + ".", setting.Value)) yield return row;
                continue;
            }

            var normal = setting.Value.TryGetProperty("default", out var value) ? $"`{(value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : value.ToString())}`" : "";
            yield return $"| `{name}` | {normal} | {setting.Value.GetProperty("description").GetString()} |";
        }
    }
}
