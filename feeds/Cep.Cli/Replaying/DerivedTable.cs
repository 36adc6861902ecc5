using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Cep.Cli;

/// <summary>The first derived events as a table for people, bounded.</summary>
internal sealed class DerivedTable : ISink
{
    private const int MaxRows = 20;
    private const int MaxDetail = 160;
    private readonly List<string[]> rows = [];
    private long count;

    public void Write(in DerivedEvent derived)
    {
        if (count++ >= MaxRows) return;
        rows.Add([derived.Time.ToString(), derived.Rule.Name, derived.Key, DetailOf(derived, MaxDetail)]);
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    /// <summary>Shows what was gathered.</summary>
    public void Show(IAnsiConsole console)
    {
        if (count == 0) return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("time (UTC)", "rule", "key", "data");
        table.Columns[0].NoWrap();
        table.Columns[1].NoWrap();
        table.Columns[2].NoWrap();
        foreach (var row in rows) table.AddRow(Array.ConvertAll(row, Markup.Escape));
        console.Write(table);
        if (count > rows.Count)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {count - rows.Count:N0} more; --out FILE.jsonl writes all of them."));
        }
    }

    /// <summary>A payload as text, cut to a length.</summary>
    internal static string DetailOf(in DerivedEvent derived, int maxLength)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = DerivedJson.Options.Encoder })) derived.WritePayload(writer);
        var text = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        return text.Length <= maxLength ? text : text[..maxLength] + "…";
    }
}
