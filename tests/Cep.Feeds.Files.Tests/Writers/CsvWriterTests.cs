using System.IO.Compression;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class CsvWriterTests
{
    private static readonly Symbol Ibm = Symbol.Of("IBM");
    private static readonly EventTime Time = Ticks.At("2013-10-07T13:30:00.000000001Z");

    [Fact]
    public void Trades_stand_under_the_header_of_trades()
    {
        using var folder = new TempFolder();
        Ticks.Write(
            folder["t.csv"],
            new TickWriterOptions { Kinds = TickKinds.Trades },
            new Trade(Time, Ibm, 181.5, 100, TradeConditions.ExtendedHours | TradeConditions.OddLot, 'P', true),
            new Trade(Ticks.At("1969-12-31T23:59:59.5Z"), Symbol.Of("a,\"b"), -0.1, 1e21));
        Assert.Equal(
            "time,symbol,price,size,conditions,exchange,suspicious\n"
            + "2013-10-07T13:30:00.000000001Z,IBM,181.5,100,80002000,P,1\n"
            + "1969-12-31T23:59:59.500000000Z,\"a,\"\"b\",-0.1,1E+21,0,,0\n",
            File.ReadAllText(folder["t.csv"]));
    }

    [Fact]
    public void Mixed_events_stand_in_the_order_of_their_sequences_with_a_kind()
    {
        using var folder = new TempFolder();
        Ticks.Write(
            folder["t.csv.gz"],
            new TickWriterOptions { Kinds = TickKinds.Trades | TickKinds.Quotes | TickKinds.Statuses },
            new MarketStatus(Time, Ibm, TradingState.LuldPause, 'N'),
            new Quote(Time, Ibm, 181.25, 300, 0, 0, 1, 'Q'),
            new Trade(Time, Ibm, 181.5, 100),
            new Quote(Time, Ibm, 0, 0, 182, 7));
        using var gzip = new GZipStream(File.OpenRead(folder["t.csv.gz"]), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        Assert.Equal(
            "kind,time,symbol,price,size,bid_price,bid_size,ask_price,ask_size,state,conditions,exchange,suspicious\n"
            + "status,2013-10-07T13:30:00.000000001Z,IBM,,,,,,,LuldPause,,N,\n"
            + "quote,2013-10-07T13:30:00.000000001Z,IBM,,,181.25,300,0,0,,1,Q,0\n"
            + "trade,2013-10-07T13:30:00.000000001Z,IBM,181.5,100,,,,,,0,,0\n"
            + "quote,2013-10-07T13:30:00.000000001Z,IBM,,,0,0,182,7,,0,,0\n",
            text.ReadToEnd());
    }

    [Fact]
    public void Quotes_and_statuses_alone_have_headers_of_their_own()
    {
        using var folder = new TempFolder();
        Ticks.Write(folder["q.csv"], new TickWriterOptions { Kinds = TickKinds.Quotes });
        Ticks.Write(folder["s.csv"], new TickWriterOptions { Kinds = TickKinds.Statuses }, new MarketStatus(Time, Ibm, TradingState.Open));
        Assert.Equal("time,symbol,bid_price,bid_size,ask_price,ask_size,conditions,exchange,suspicious\n", File.ReadAllText(folder["q.csv"]));
        Assert.Equal("time,symbol,state,exchange\n2013-10-07T13:30:00.000000001Z,IBM,Open,\n", File.ReadAllText(folder["s.csv"]));
    }
}
