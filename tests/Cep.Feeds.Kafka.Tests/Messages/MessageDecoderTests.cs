using System.Text;

namespace Cep.Feeds.Kafka.Tests;

public sealed class MessageDecoderTests
{
    private const string AigTrade = "42: Trade { Time = 2013-10-07T13:35:00.000000001Z, Symbol = AIG, Price = 48.5, Size = 100, Conditions = None, Exchange = \0, Suspicious = False, Notional = 4850 }";

    [Theory]
    [InlineData("""{"time":"2013-10-07T13:35:00.000000001Z","symbol":"AIG","price":48.5,"size":100}""")]
    [InlineData("""{"time":1381152900000000001,"symbol":"AIG","price":48.5,"size":100}""")]
    [InlineData("""{"Timestamp":"2013-10-07T15:35:00.000000001+02:00","SYMBOL":"\u0041IG","Price":4.85e1,"quantity":100,"kind":"trade","exchange":null}""")]
    [InlineData("""[{"size":100,"price":48.5,"venue":{"mic":["XNYS",null]},"symbol":"AIG","time":"2013-10-07 13:35:00.000000001"}]""")]
    [InlineData(""" { "symbol":"AIG","symbol":"AIG", "time":"2013-10-07T13:35:00.000000001Z","price":48.5,"size":100,"bid_price":48.4 } """)]
    public void One_event_can_be_written_in_many_ways(string message)
    {
        Assert.Equal([AigTrade], Decode(message));
    }

    [Theory]
    [InlineData("""{"symbol":"AIG","price":1,"size":1}""", "time is missing")]
    [InlineData("""{"time":"yesterday","symbol":"AIG","price":1,"size":1}""", "time is neither ISO 8601 nor nanoseconds since 1970, or lies outside 1677-09-21 to 2262-04-11")]
    [InlineData("""{"time":1.5,"symbol":"AIG","price":1,"size":1}""", "time is neither ISO 8601 nor nanoseconds since 1970, or lies outside 1677-09-21 to 2262-04-11")]
    [InlineData("""{"time":1,"price":1,"size":1}""", "symbol is missing")]
    [InlineData("""{"time":1,"symbol":"","price":1,"size":1}""", "symbol is no name of 1 to 64 characters, or there are too many symbols")]
    [InlineData("""{"time":1,"symbol":"AIG","price":"1","size":1}""", "price is no finite number")]
    [InlineData("""{"time":1,"symbol":"AIG","price":1e999,"size":1}""", "price is no finite number")]
    [InlineData("""{"time":1,"symbol":"AIG","price":1,"size":-1}""", "size -1 is negative")]
    [InlineData("""{"kind":"trade","time":1,"symbol":"AIG","price":1}""", "size is missing")]
    [InlineData("""{"kind":"quote","time":1,"symbol":"AIG","price":1,"size":1}""", "bid_price and ask_price are both missing")]
    [InlineData("""{"kind":"order","time":1,"symbol":"AIG","price":1,"size":1}""", "kind is none of trade, quote, status, heartbeat")]
    [InlineData("""{"time":1,"symbol":"AIG","state":"Shut"}""", "state is not one of Unknown, PreOpen, Open, Auction, Halted, LuldPause, Closed")]
    [InlineData("""{"time":1,"symbol":"AIG","price":1,"size":1,"exchange":"XNYS"}""", "exchange has more than one character")]
    [InlineData("""{"time":1,"symbol":"AIG","price":1,"size":1,"conditions":-1}""", "conditions is no number of 32 bits")]
    [InlineData("""{"time":1,"symbol":"AIG"}""", "it has neither price and size (a trade), nor bid_price or ask_price (a quote), nor state (a status)")]
    [InlineData("42", "it is neither a JSON object nor an array of them")]
    [InlineData("[1]", "element 0 of the array is no object")]
    [InlineData("hello", "the message is neither JSON nor an Arrow stream: at byte 0 of line 1 it can't be read")]
    public void What_is_no_event_says_what_is_wrong(string message, string fault)
    {
        Assert.Equal([$"ticks [3] 42: {fault} | {message}"], Decode(message));
    }

    [Fact]
    public void One_bad_entry_of_a_message_takes_no_other_with_it()
    {
        const string good = """{"time":"2013-10-07T13:35:00.000000001Z","symbol":"AIG","price":48.5,"size":100}""";
        const string bad = """{"symbol":"AIG","price":1,"size":1}""";
        Assert.Equal([AigTrade, AigTrade, $"ticks [3] 42: entry 1 of the message: time is missing | {bad}"], Decode($"[{good}, {bad}, {good}]"));
    }

    [Fact]
    public void Of_a_message_that_breaks_off_nothing_is_read()
    {
        const string broken = """[{"time":1,"symbol":"AIG","price":48.5,"size":100},{"time":2,"sym""";
        Assert.Equal([$"ticks [3] 42: the message is neither JSON nor an Arrow stream: at byte 65 of line 1 it can't be read | {broken}"], Decode(broken));
    }

    [Fact]
    public void A_message_without_a_value_becomes_a_dead_letter()
    {
        var batch = new EventBatch();
        new MessageDecoder("ticks [3]").Decode([], 42, batch);
        Assert.Equal(["ticks [3] 42: the message has no value | "], RandomTicks.LinesOf(batch));
    }

    [Fact]
    public void A_quote_of_one_side_leaves_the_other_as_it_was()
    {
        Assert.Equal(
            ["42: Quote { Time = 1970-01-01T00:00:00.000000001Z, Symbol = AIG, BidPrice = 0, BidSize = 0, AskPrice = 2, AskSize = 3, Conditions = 0, Exchange = P, Suspicious = True, HasBid = False, HasAsk = True }"],
            Decode("""{"time":1,"symbol":"AIG","ask":2,"ask_size":3,"exchange":"P","suspicious":true}"""));
    }

    [Fact]
    public void An_Arrow_stream_that_is_cut_off_becomes_one_dead_letter_with_its_bytes()
    {
        var message = new MessageEncoder(MessageFormat.Arrow).Encode(RandomTicks.BatchOf([new Trade(new EventTime(1), Symbol.Of("AIG"), 1, 2)]));
        var batch = new EventBatch();
        new MessageDecoder("ticks [3]").Decode(message.AsSpan(0, 40), 42, batch);
        Assert.Equal([$"ticks [3] 42: the Arrow stream is damaged or cut off | {Convert.ToHexStringLower(message.AsSpan(0, 40))}"], RandomTicks.LinesOf(batch));
    }

    private static IReadOnlyList<string> Decode(string message)
    {
        var batch = new EventBatch();
        new MessageDecoder("ticks [3]").Decode(Encoding.UTF8.GetBytes(message), 42, batch);
        return RandomTicks.LinesOf(batch);
    }
}
