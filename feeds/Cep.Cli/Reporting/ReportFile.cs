using System.Net;
using System.Reflection;
using System.Text;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Writes the HTML report: one file that needs nothing else, no network, no folder beside it.</summary>
internal static class ReportFile
{
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, ReplayResult result, ReportCollector collected)
    {
        var page = PageOf(result, collected);
        try
        {
            File.WriteAllText(path, page, new UTF8Encoding(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SinkException($"can't write the report to {path}: {error.Message.Replace($" : '{path}'", "", StringComparison.Ordinal).TrimEnd('.')}; make room, check the permissions or choose another path.", error);
        }
    }

    /// <summary>The page as text.</summary>
    public static string PageOf(ReplayResult result, ReportCollector collected)
    {
        var data = new ReportData(result, collected);
        var sections = new ReportSections(result, collected, data);
        var parts = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
        {
            ["style"] = () => Asset("report.css"),
            ["script"] = () => Asset("report.js"),
            ["data"] = data.ToJson,
            ["title"] = () => WebUtility.HtmlEncode(sections.Title),
            ["subtitle"] = () => WebUtility.HtmlEncode(sections.Subtitle),
            ["notice"] = sections.Notice,
            ["figures"] = sections.KeyFigures,
            ["rules"] = sections.Rules,
            ["charts"] = sections.Charts,
            ["letters"] = sections.DeadLetters,
            ["settings"] = sections.Settings,
        };
        return Fill(Asset("report.html"), parts);
    }

    /// <summary>Puts the parts in their places in one pass, so that no part is searched for places.</summary>
    private static string Fill(string template, Dictionary<string, Func<string>> parts)
    {
        var page = new StringBuilder();
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            page.Append(template, at, open - at).Append(parts[template[(open + 2)..close]]());
            at = close + 2;
        }

        return page.Append(template, at, template.Length - at).ToString();
    }

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Cep.Cli.Reporting.Assets.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
