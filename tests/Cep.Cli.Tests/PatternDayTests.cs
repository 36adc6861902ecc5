using System.Diagnostics;
using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>A real day of quotes and trades through all rules that look for patterns, in a process of its own with a small heap.</summary>
public sealed class PatternDayTests
{
    private const string Rules = "v-shape,double-bottom,momentum-ignition,quote-stuffing,spread-recovery-absent";
    private const int HeapBytesMax = 64 * 1024 * 1024;
    private static readonly int[] ShardCounts = [1, 2, 4];
    private static readonly string[] Files = ["20131007_quote.zip", "20131007_trade.zip"];

    /// <summary>A heap that outgrew its limit would end the process. The day itself takes twice as much as events.</summary>
    [Fact]
    public void A_million_quotes_need_little_memory_and_the_number_of_shards_does_not_show()
    {
        var day = DayOrSkip();
        using var folder = new TestFolder();

        var summaries = ShardCounts.Select(shards => Replay(day, shards, folder[$"{shards}.jsonl"])).ToList();

        Assert.All(summaries, summary =>
        {
            Assert.True(summary.GetProperty("events").GetInt64() > 1_000_000, "Is this the right data?");
            Assert.Equal("{}", summary.GetProperty("deadLetters").GetRawText());
            Assert.True(summary.GetProperty("derivedEvents").GetProperty("quote-stuffing").GetInt64() > 0);
        });
        var alone = File.ReadAllText(folder["1.jsonl"]);
        Assert.NotEmpty(alone);
        Assert.Equal(alone, File.ReadAllText(folder["2.jsonl"]));
        Assert.Equal(alone, File.ReadAllText(folder["4.jsonl"]));
    }

    private static JsonElement Replay(string[] day, int shards, string output)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "cep.dll"), "replay", .. day, "--rules", Rules, "--shards", $"{shards}", "--out", output, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapBytesMax.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == ExitCodes.Done, $"With {shards} shards and a heap of {HeapBytesMax} bytes it ended with {process.ExitCode}: {errors.Result}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static string[] DayOrSkip()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) continue;
            string[] day = [.. Files.Select(file => Path.Combine(folder.FullName, "..", "shared", "data", "lean", "aig", file))];
            if (day.All(File.Exists)) return day;
        }

        Assert.Skip("The market data is not here: expected ../shared/data/lean beside the repository.");
        return [];
    }
}
