using System.Globalization;
using System.Text;

namespace Cep.Live;

/// <summary>Metrics in the text format that Prometheus scrapes (version 0.0.4).</summary>
public static class PrometheusText
{
    /// <summary>What the format calls itself over HTTP.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All metrics of a status.</summary>
    public static string Of(LiveStatus status)
    {
        var text = new StringBuilder();
        foreach (var metric in Metric.All)
        {
            var name = metric.PrometheusName;
            text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description).Append('\n');
            text.Append("# TYPE ").Append(name).Append(metric.IsCounter ? " counter" : " gauge").Append('\n');
            foreach (var value in metric.Observe(status))
            {
                text.Append(name).Append(LabelsOf(value)).Append(' ').Append(value.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string LabelsOf(MetricValue value) => value.Tags.Length == 0
        ? ""
        : $"{{{string.Join(',', value.Tags.Select(tag => $"{tag.Key}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")}\""))}}}";

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
