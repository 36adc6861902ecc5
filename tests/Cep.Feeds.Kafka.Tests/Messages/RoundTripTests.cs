using System.Text;
using Apache.Arrow.Ipc;
using CsCheck;

namespace Cep.Feeds.Kafka.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(MessageFormat.Json)]
    [InlineData(MessageFormat.Arrow)]
    public void What_is_encoded_is_decoded(MessageFormat format)
    {
        var encoder = new MessageEncoder(format);
        var decoder = new MessageDecoder("ticks [3]");
        var decoded = new EventBatch();
        Check.Sample(
            RandomTicks.Lists,
            events =>
            {
                decoded.Clear();
                decoder.Decode(encoder.Encode(RandomTicks.BatchOf(events)), 42, decoded);
                Assert.Equal(events.Select(value => $"42: {value}"), RandomTicks.LinesOf(decoded));
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void Several_messages_in_one_batch_keep_their_offsets()
    {
        var encoder = new MessageEncoder(MessageFormat.Arrow);
        var json = new MessageEncoder(MessageFormat.Json);
        var decoder = new MessageDecoder("ticks [3]");
        var batch = new EventBatch();
        var one = new Trade(new EventTime(5), Symbol.Of("AIG"), 1, 2);
        decoder.Decode(encoder.Encode(RandomTicks.BatchOf([one, one, one])), 7, batch);
        decoder.Decode(encoder.Encode(RandomTicks.BatchOf([one])), 8, batch);
        decoder.Decode(json.Encode(RandomTicks.BatchOf([one, one])), 9, batch);
        decoder.Decode(json.Encode(RandomTicks.BatchOf([one])), 10, batch);
        decoder.Decode(json.Encode(RandomTicks.BatchOf([one])), 11, batch);
        Assert.Equal([7, 7, 7, 8, 9, 9, 10, 11], Enumerable.Range(0, 8).Select(batch.Positions.Of));
    }

    [Fact]
    public void The_library_reads_what_the_encoder_wrote()
    {
        var trades = new MessageEncoder(MessageFormat.Arrow).Encode(RandomTicks.BatchOf(
        [
            new Trade(new EventTime(5), Symbol.Of("AIG"), 1.25, 100, TradeConditions.Opening, 'P'),
            new Trade(new EventTime(6), Symbol.Of("BRK.B"), 2.5, 200, TradeConditions.None, 'Q', true),
        ]));
        using var reader = new ArrowStreamReader(trades);
        using var batch = reader.ReadNextRecordBatch();
        Assert.Equal("time,symbol,price,size,conditions,suspicious,exchange", string.Join(',', batch.Schema.FieldsList.Select(field => field.Name)));
        Assert.Equal(2, batch.Length);
        Assert.Null(reader.ReadNextRecordBatch());
    }

    [Fact]
    public void A_heartbeat_moves_time_on_in_either_format()
    {
        var batch = new EventBatch();
        var message = new MessageEncoder(MessageFormat.Arrow).EncodeHeartbeat(EventTime.Parse("2013-10-07T13:35:00Z"));
        Assert.Equal("""{"kind":"heartbeat","time":"2013-10-07T13:35:00.000000000Z"}""", Encoding.UTF8.GetString(message));
        new MessageDecoder("ticks [3]").Decode(message, 42, batch);
        Assert.Equal(["-1: heartbeat 2013-10-07T13:35:00.000000000Z"], RandomTicks.LinesOf(batch));
    }
}
