using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class DebsWriterTests
{
    private static readonly Trade Print = new(Ticks.At("2021-11-08T09:00:01.25Z"), Symbol.Of("SAP.ETR"), 122.5, 30);

    [Fact]
    public void Trade_stands_in_the_columns_of_the_last_price()
    {
        using var folder = new TempFolder();
        Ticks.Write(folder["t.csv"], TickFormat.Debs2022, new TickWriterOptions { Kinds = TickKinds.Trades }, Print);
        var lines = File.ReadAllLines(folder["t.csv"]);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("#", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("#", lines[2], StringComparison.Ordinal);
        var names = lines[1].Split(',');
        var values = lines[3].Split(',');
        Assert.Equal(39, names.Length);
        Assert.Equal(names.Length + 1, values.Length);
        var filled = names.Zip(values).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First}={pair.Second}");
        Assert.Equal(
            [
                "ID=SAP.ETR", "SecType=E", "Date=08-11-2021", "Time=09:00:01.250", "Last=122.5", "Last volume=30",
                "Trading time=09:00:01.250", "Trading date=08-11-2021",
            ],
            filled);
    }

    [Fact]
    public void What_the_format_can_not_hold_is_refused()
    {
        Assert.Contains("milliseconds", Refusal(Print with { Time = new EventTime(1) }), StringComparison.Ordinal);
        Assert.Contains("price of 0", Refusal(Print with { Price = 0 }), StringComparison.Ordinal);
        Assert.Contains("symbol", Refusal(Print with { Symbol = Symbol.Of("A,B") }), StringComparison.Ordinal);
    }

    private static string Refusal(Trade trade)
    {
        using var folder = new TempFolder();
        var refusal = Assert.Throws<UnwritableEventException>(
            () => Ticks.Write(folder["t.csv"], TickFormat.Debs2022, new TickWriterOptions { Kinds = TickKinds.Trades }, trade));
        Assert.Empty(folder.Names());
        return refusal.Message;
    }
}
