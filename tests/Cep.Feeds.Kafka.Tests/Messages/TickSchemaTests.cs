using System.Text.Json;
using Cep.Cli.Tests;
using CsCheck;

namespace Cep.Feeds.Kafka.Tests;

public sealed class TickSchemaTests
{
    private static readonly JsonElement Schema = Read();

    [Fact]
    public void What_is_written_fits_the_published_schema()
    {
        var encoder = new MessageEncoder(MessageFormat.Json);
        Check.Sample(
            RandomTicks.Lists,
            events =>
            {
                var message = JsonElement.Parse(encoder.Encode(RandomTicks.BatchOf(events)));
                var entries = message.ValueKind == JsonValueKind.Array ? message.EnumerateArray().ToList() : [message];
                Assert.All(entries, entry => Assert.Empty(SchemaValidator.Check(Schema, entry)));
            },
            iter: 200,
            threads: 1);
        Assert.Empty(SchemaValidator.Check(Schema, JsonElement.Parse(encoder.EncodeHeartbeat(new EventTime(5)))));
    }

    /// <summary>What the schema refuses is no event, and what it takes is one; the schema can't say what text is a time.</summary>
    [Theory]
    [InlineData("""{"time":1,"symbol":"AIG","price":48.5,"size":100}""")]
    [InlineData("""{"time":"2013-10-07T13:35:00Z","symbol":"AIG","bid_price":48.5,"ask_price":null,"venue":"x"}""")]
    [InlineData("""{"time":1,"symbol":"AIG","ask_price":48.5,"exchange":"P"}""")]
    [InlineData("""{"kind":"status","time":1,"symbol":"AIG","state":"Halted"}""")]
    [InlineData("""{"kind":"heartbeat","time":1}""")]
    [InlineData("""{"symbol":"AIG","price":48.5,"size":100}""")]
    [InlineData("""{"time":1,"symbol":"","price":48.5,"size":100}""")]
    [InlineData("""{"time":1,"symbol":"AIG","price":48.5,"size":-1}""")]
    [InlineData("""{"time":1,"symbol":"AIG","price":"48.5","size":1}""")]
    [InlineData("""{"kind":"quote","time":1,"symbol":"AIG","price":48.5,"size":1}""")]
    [InlineData("""{"kind":"order","time":1,"symbol":"AIG","price":48.5,"size":1}""")]
    [InlineData("""{"time":1,"symbol":"AIG","state":"Shut"}""")]
    [InlineData("""{"time":1,"symbol":"AIG","price":1,"size":1,"exchange":"XNYS"}""")]
    public void Schema_and_decoder_agree(string entry)
    {
        var batch = new EventBatch();
        new MessageDecoder("ticks [0]").Decode(System.Text.Encoding.UTF8.GetBytes(entry), 0, batch);
        Assert.Equal(batch.Count == 1, !SchemaValidator.Check(Schema, JsonElement.Parse(entry)).Any());
    }

    private static JsonElement Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) folder = folder.Parent!;
        return JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "feeds", "docs", "tick.schema.json")));
    }
}
