using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cep.Throughput;

/// <summary>The measurements as a Markdown table under what is needed to read it: machine, runtime, commit and date.</summary>
public static class Report
{
    /// <summary>The head of the table.</summary>
    public const string Head = """
        | scenario | events | found | loop ns/event | engine ns/event | engine ÷ loop | bytes/event |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        """;

    /// <summary>A row of the table.</summary>
    public static string Row(Measurement measurement) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {measurement.Name} | {measurement.Events:N0} | {measurement.Found:N0} | {measurement.LoopNanos:F2} | {measurement.EngineNanos:F2} | {measurement.Ratio:F2} | {measurement.BytesPerEvent:F3} |");

    /// <summary>The whole report.</summary>
    public static string Write(IEnumerable<Measurement> measurements, int rounds)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Throughput, {DateTime.UtcNow:yyyy-MM-dd}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"- machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- runtime: {RuntimeInformation.FrameworkDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- commit: {Commit()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {rounds} rounds of loop and engine in turns; medians; read the ratio, not the nanoseconds\n");
        text.AppendLine(Head);
        foreach (var measurement in measurements) text.AppendLine(Row(measurement));
        return text.ToString();
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD") { RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
