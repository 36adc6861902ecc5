using System.IO.Compression;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class LeanWriterTests
{
    private static readonly Symbol Ibm = Symbol.Of("IBM");
    private static readonly TickWriterOptions Options = new() { Kinds = TickKinds.Trades | TickKinds.Quotes };

    [Fact]
    public void Each_symbol_day_and_kind_is_a_zip_in_New_York_time()
    {
        using var folder = new TempFolder();

        // In October New York is four hours behind UTC, in December five.
        Ticks.Write(
            folder["lean"],
            Options,
            new Trade(Ticks.At("2013-10-07T08:00:30.270Z"), Ibm, 181.52, 283, (TradeConditions)0x20002020, 'P'),
            new Trade(Ticks.At("2013-10-07T08:00:30.2705Z"), Ibm, 0.0001, 0, 0, '\0', true),
            new Quote(Ticks.At("2013-10-07T08:00:30.270000001Z"), Ibm, 0, 0, 183.63, 100, 1, 'Q'),
            new Trade(Ticks.At("2013-10-08T03:59:59.999Z"), Ibm, 1, 1),
            new Trade(Ticks.At("2013-12-09T05:00:00Z"), Ibm, 2, 2),
            new Trade(Ticks.At("2013-12-09T05:00:00Z"), Symbol.Of("AIG"), 3, 3));
        Assert.Equal("14430270,1815200,283,P,20002020,0\n14430270.5,1,0,,0,1\n86399999,10000,1,,0,0\n", Text("ibm/20131007_trade.zip"));
        Assert.Equal("14430270.000001,0,0,1836300,100,Q,1,0\n", Text("ibm/20131007_quote.zip"));
        Assert.Equal("0,20000,2,,0,0\n", Text("ibm/20131209_trade.zip"));
        Assert.Equal("0,30000,3,,0,0\n", Text("aig/20131209_trade.zip"));
        Assert.DoesNotContain(folder.Names(), name => name.EndsWith(".part", StringComparison.Ordinal));

        string Text(string name)
        {
            using var zip = ZipFile.OpenRead(folder["lean/" + name]);
            using var reader = new StreamReader(Assert.Single(zip.Entries).Open());
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public void What_the_format_can_not_hold_is_refused_with_the_event_and_a_way_out()
    {
        var time = Ticks.At("2013-10-07T14:00:00Z");
        Refuses(new Trade(time, Ibm, 181.52345, 1), "price 181.52345");
        Refuses(new Trade(time, Ibm, 181.5, 1.5), "size 1.5");
        Refuses(new Trade(time, Symbol.Of("Ibm"), 181.5, 1), "'Ibm'");
        Refuses(new Trade(time, Symbol.Of("../X"), 181.5, 1), "'../X'");
        Refuses(new Trade(time, Ibm, 1, 1, 0, ','), "exchange");
        Refuses(new Quote(time, Ibm, 0.00001, 1, 2, 2), "bid price");

        // On 3 November 2013 the clock showed 01:30 twice: at 05:30 and at 06:30 UTC.
        Refuses(new Trade(Ticks.At("2013-11-03T06:30:00Z"), Ibm, 1, 1), "twice");
    }

    [Fact]
    public void Statuses_are_refused_at_the_start() =>
        Assert.Contains(
            "Lean",
            Assert.Throws<ArgumentException>(() => TickWriters.Create("somewhere", TickFormat.Lean, new TickWriterOptions { Kinds = TickKinds.Statuses })).Message,
            StringComparison.Ordinal);

    private static void Refuses(IEvent one, string what)
    {
        using var folder = new TempFolder();
        var refusal = Assert.Throws<UnwritableEventException>(() => Ticks.Write(folder["lean"], Options, one));
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"of {one.Symbol.Name} at {one.Time}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("instead", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Names(), name => name.Contains(".zip", StringComparison.Ordinal));
    }
}
