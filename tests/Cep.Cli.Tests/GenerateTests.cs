using System.Security.Cryptography;
using System.Text.Json;

namespace Cep.Cli.Tests;

public sealed class GenerateTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TestFolder();
        Generate("a.csv", "5");
        Generate("b.csv", "5");
        Generate("c.csv", "6");
        Assert.Equal(Hash("a.csv"), Hash("b.csv"));
        Assert.NotEqual(Hash("a.csv"), Hash("c.csv"));

        void Generate(string name, string seed) => CommandRun.Good("generate", "--ticks", "5000", "--quotes", "--dirty", "1%", "--seed", seed, "--out", folder[name]);
        string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[name])));
    }

    /// <summary>A pin: when it breaks, days that people made from a seed have changed, which a release note has to say.</summary>
    [Fact]
    public void A_small_day_has_the_bytes_it_always_had()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "1000", "--symbols", "4", "--seed", "42", "--quotes", "--out", folder["day.csv"]);
        Assert.Equal("ecb8399349575a57ba1efd114a44b1160931646dd3c95a05693024babe22f7fd", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["day.csv"]))));
    }

    [Fact]
    public void Ticks_are_as_many_as_asked_in_order_and_within_new_york_hours()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "3000", "--symbols", "7", "--date", "2026-03-16", "--out", folder["day.csv"]);
        var rows = File.ReadLines(folder["day.csv"]).Skip(1).Select(row => row.Split(',')).ToList();
        var times = rows.Select(row => EventTime.Parse(row[0])).ToList();
        Assert.Equal(3000, rows.Count);
        Assert.Equal(times.Order(), times);
        // 04:00 and 20:00 in New York, which in March after the 8th is four hours behind UTC.
        Assert.True(times[0] >= EventTime.Parse("2026-03-16T08:00:00Z"));
        Assert.True(times[^1] < EventTime.Parse("2026-03-17T00:00:00Z"));
        Assert.Equal(7, rows.Select(row => row[1]).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-03-06", "2026-03-06T09:00:00Z")]
    [InlineData("2026-03-08", "2026-03-08T08:00:00Z")]
    [InlineData("2026-10-30", "2026-10-30T08:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T09:00:00Z")]
    public void Days_begin_at_four_in_new_york_with_daylight_saving(string date, string start) =>
        Assert.Equal(EventTime.Parse(start), NewYorkHours.StartOf(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Days_pass_over_weekends()
    {
        var options = new MarketDayOptions { Date = new DateOnly(2026, 3, 13), Days = 2 };
        Assert.Equal(EventTime.Parse("2026-03-16T08:00:00Z"), options.StartOf(NewYorkHours.Minutes));
    }

    [Fact]
    public void Planted_block_trades_are_told_and_found()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "50000", "--symbols", "6", "--truth", folder["t.jsonl"], "--out", folder["day.csv"]);
        CommandRun.Good("replay", folder["day.csv"], "--rules", "block-trade", "--json", "--out", folder["o.jsonl"]);
        var planted = Lines("t.jsonl").Where(line => line.GetProperty("about").GetString() == "blockTrade")
            .Select(line => line.GetProperty("symbol").GetString() + line.GetProperty("firstPrint").GetString()).ToList();
        var found = Lines("o.jsonl").Select(line => line.GetProperty("key").GetString() + line.GetProperty("time").GetString()).ToHashSet();
        Assert.Equal(4, planted.Count);
        Assert.All(planted, place => Assert.Contains(place, found));

        IEnumerable<JsonElement> Lines(string name) => File.ReadLines(folder[name]).Select(line => JsonDocument.Parse(line).RootElement);
    }
}
