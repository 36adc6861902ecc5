using System.Globalization;
using System.Net;
using System.Text;

namespace Cep.Cli;

/// <summary>The parts of the report that are plain HTML. All text from outside is encoded here.</summary>
internal sealed class ReportSections(ReplayResult result, ReportCollector collected, ReportData data)
{
    private const int MaxRaw = 160;
    private readonly RunSummary summary = result.Summary;

    public string Title => result.Settings.Paths.Count == 1 ? Path.GetFileName(result.Settings.Paths[0].TrimEnd('/')) : $"{result.Settings.Paths.Count} inputs";

    public string Subtitle => summary is { FirstTime: { } first, LastTime: { } last } ? $"{Figures.Minute(first)} to {Figures.Minute(last)} UTC" : "no events";

    public string Notice() => summary.Interrupted
        ? "<p class=\"notice\">The run was interrupted: what was complete by then is shown, windows that were open are not.</p>"
        : "";

    public string KeyFigures()
    {
        var html = new StringBuilder();
        Figure(html, Figures.Number(summary.Events), "events");
        Figure(html, Figures.Number(result.DerivedEvents.Values.Sum()), "derived events");
        Figure(html, Figures.Number(summary.DeadLetters.Values.Sum()), "dead letters");
        Figure(html, Figures.Number(summary.LateEvents), "late events");
        Figure(html, Figures.Seconds(result.Elapsed), "elapsed");
        Figure(html, Figures.Short(result.EventsPerSecond), "events a second");
        return html.ToString();
    }

    public string Rules()
    {
        var html = new StringBuilder();
        foreach (var (rule, index) in result.Rules.OrderBy(rule => rule.Name, StringComparer.Ordinal).Select((rule, index) => (rule, index)))
        {
            var top = string.Join(", ", result.Counts.TopOf(rule.Name, 3).Select(entry => $"<span class=\"whole\">{Text(entry.Key)} {Figures.Number(entry.Count)}</span>"));
            var (shown, of) = data.MarksOf(rule.Name);
            var cut = shown < of ? $" <small>{Figures.Number(shown)} of them marked below</small>" : "";
            html.Append("<tr><td><button type=\"button\" class=\"toggle\" aria-pressed=\"true\" data-rule=\"").Append(index).Append("\"><span class=\"glyph\" data-rule=\"").Append(index)
                .Append("\"></span>").Append(Text(rule.Name)).Append("</button><div class=\"about\">").Append(Text(rule.Summary)).Append("</div></td><td class=\"number\">")
                .Append(Figures.Number(result.DerivedEvents.GetValueOrDefault(rule.Name))).Append(cut).Append("</td><td>").Append(top.Length == 0 ? "–" : top).Append("</td></tr>\n");
        }

        return html.ToString();
    }

    public string Charts()
    {
        var html = new StringBuilder();
        if (data.Symbols.Count == 0) return "<p>The input holds no trades, so there are no prices to draw.</p>";
        if (collected.Prices.Count > data.Symbols.Count)
        {
            var all = (collected.IsCut ? "more than " : "") + Figures.Number(collected.Prices.Count);
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"notice\">{data.Symbols.Count} of {all} symbols are drawn: those with derived events first, then by volume.</p>");
        }

        html.Append("<div class=\"charts\">");
        foreach (var (symbol, index) in data.Symbols.Select((symbol, index) => (symbol, index)))
        {
            html.Append("<article class=\"card\" data-symbol=\"").Append(index).Append("\"><header><h3>").Append(Text(symbol))
                .Append("</h3><p class=\"last\"></p></header><div class=\"chart\"></div><details><summary></summary><div class=\"scroll\"></div></details></article>\n");
        }

        return html.Append("</div>").ToString();
    }

    public string DeadLetters()
    {
        if (summary.DeadLetters.Count == 0) return "<p>None: every row was an event or is counted as skipped.</p>";
        var html = new StringBuilder("<p>");
        html.AppendJoin(", ", summary.DeadLetters.Select(entry => $"{Figures.Number(entry.Value)} {Text(entry.Key.ToString())}"));
        html.Append(CultureInfo.InvariantCulture, $". The first {result.DeadLetterSamples.Count}:</p><div class=\"scroll\"><table><thead><tr><th>where</th><th>what</th><th>raw</th></tr></thead><tbody>");
        foreach (var letter in result.DeadLetterSamples)
        {
            var raw = letter.Raw is { } all ? all.Length > MaxRaw ? all[..MaxRaw] + "…" : all : "";
            html.Append("<tr><td>").Append(Text(Path.GetFileName(letter.Source))).Append(':').Append(letter.Position).Append("</td><td>")
                .Append(Text(letter.Message)).Append("</td><td><code>").Append(Text(raw)).Append("</code></td></tr>\n");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    public string Settings()
    {
        var settings = result.Settings;
        var html = new StringBuilder();
        Setting(html, "Input", string.Join(", ", settings.Paths));
        foreach (var rule in result.Rules.OrderBy(rule => rule.Name, StringComparer.Ordinal))
        {
            var parameters = RuleParameter.Of(rule.GetType()).Select(parameter => $"{parameter.Name} = {parameter.TextOf(rule)}");
            Setting(html, $"{rule.Name} v{rule.Identity.Version}", string.Join(", ", parameters.DefaultIfEmpty("no parameters")));
        }

        if (settings.From > EventTime.MinValue) Setting(html, "From", settings.From.ToString());
        if (settings.To < EventTime.MaxValue) Setting(html, "To", settings.To.ToString());
        Setting(html, "Shards, batch size", string.Create(CultureInfo.InvariantCulture, $"{result.Summary.Shards}, {settings.BatchSize} (the output does not depend on them)"));
        Setting(html, "Rows", $"{Figures.Number(summary.SkippedRows)} skipped, {Figures.Number(summary.OutOfRange)} out of range");
        Setting(html, "Output SHA-256", result.OutputSha256);
        return html.ToString();
    }

    private static void Figure(StringBuilder html, string value, string name) =>
        html.Append("<div><dt>").Append(Text(name)).Append("</dt><dd>").Append(Text(value)).Append("</dd></div>\n");

    private static void Setting(StringBuilder html, string name, string value) =>
        html.Append("<dt>").Append(Text(name)).Append("</dt><dd>").Append(Text(value)).Append("</dd>\n");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
