using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cep.Cli.Tests;

public sealed partial class ReportTests
{
    [Fact]
    public void The_demo_finds_buy_opportunities_and_shows_them_in_its_report()
    {
        using var folder = new TestFolder();
        var run = CommandRun.Good("demo", "--out", folder["demo"]);
        Assert.Contains(folder["demo/report.html"], run.Out, StringComparison.Ordinal);
        Assert.Contains($"./cep replay {folder["demo/day.csv"]}", run.Out, StringComparison.Ordinal);
        var page = File.ReadAllText(folder["demo/report.html"]);
        var data = DataOf(page);
        var rule = data.GetProperty("rules").EnumerateArray().Select(name => name.GetString()).ToList().IndexOf("buy-opportunity");
        var opportunities = File.ReadLines(folder["demo/derived.jsonl"]).Count(line => line.Contains("\"buy-opportunity\"", StringComparison.Ordinal));
        var marks = data.GetProperty("symbols").EnumerateArray().SelectMany(symbol => symbol.GetProperty("marks").EnumerateArray());
        Assert.True(opportunities > 0);
        Assert.Equal(opportunities, marks.Count(mark => mark[1].GetInt32() == rule));
        Assert.Equal(10, data.GetProperty("symbols").GetArrayLength());
        Assert.True(page.Length < 2_000_000);
    }

    [Fact]
    public void The_report_asks_nothing_of_the_network()
    {
        using var folder = new TestFolder();
        CommandRun.Good("replay", folder.DirtyDay(), "--json", "--report", folder["r.html"]);
        var page = File.ReadAllText(folder["r.html"]);
        // The name space of SVG is a name, not an address that a browser opens.
        Assert.DoesNotMatch("(?i)(https?:)?//[a-z]", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("    // ", "", StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)(src|href|@import|url\\()", page);
    }

    [Fact]
    public void Names_from_the_input_can_not_break_out_of_the_page()
    {
        using var folder = new TestFolder();
        var evil = "</script><script>alert(1)</script>";
        var file = folder.Write("<img>.csv", $"time,symbol,price,size\n2026-03-16T14:30:00Z,{evil},10,20000\n2026-03-16T14:30:01Z,{evil},<b>,1\n");
        CommandRun.Good("replay", file, "--rules", "block-trade", "--json", "--report", folder["r.html"]);
        var page = File.ReadAllText(folder["r.html"]);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Equal(evil, DataOf(page).GetProperty("symbols")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Prices_stay_bounded_and_keep_their_extremes()
    {
        var series = new PriceSeries();
        for (var minute = 0; minute < 100_000; minute++)
        {
            var price = minute == 54_321 ? 999 : 10;
            series.Add(new ReportPrice(EventTime.Parse("2026-03-16T00:00:00Z") + TimeSpan.FromMinutes(minute), 5, price, 10, 2));
        }

        Assert.InRange(series.Points.Count, 300, 600);
        Assert.Equal(999, series.Points.Max(point => point.High));
        Assert.Equal(200_000, series.Points.Sum(point => point.Volume));
    }

    [Fact]
    public void A_thinned_list_keeps_an_even_sample()
    {
        var list = new ThinnedList<int>(8);
        for (var i = 0; i < 100; i++)
        {
            if (list.TakesNext) list.Add(i);
            else list.Pass();
        }

        // Eight are too many, so the step doubles at 8, 16, 32, 64: every sixteenth is left.
        Assert.Equal([0, 16, 32, 48, 64, 80, 96], list.Items);
        Assert.Equal(100, list.Count);
    }

    private static JsonElement DataOf(string page) => JsonDocument.Parse(DataElement().Match(page).Groups[1].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataElement();
}
