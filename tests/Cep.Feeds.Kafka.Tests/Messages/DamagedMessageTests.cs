namespace Cep.Feeds.Kafka.Tests;

/// <summary>Damaged messages by the thousand. <c>CEP_FUZZ_CASES</c> says how many, <c>CEP_SEED</c> from which seed on.</summary>
public sealed class DamagedMessageTests
{
    private const int Cases = 20_000;
    private static readonly int Seed = DamagedCases.Seed;

    [Theory]
    [InlineData(MessageFormat.Json, 1)]
    [InlineData(MessageFormat.Json, 7)]
    [InlineData(MessageFormat.Arrow, 1)]
    [InlineData(MessageFormat.Arrow, 64)]
    public void A_damaged_message_gives_events_or_dead_letters_and_never_an_exception(MessageFormat format, int events)
    {
        var messages = MessagesOf(format, events);
        var mutations = new Mutations(Seed);
        var decoder = new MessageDecoder("ticks [0]");
        var batch = new EventBatch();
        new DamagedCases(Cases).Run($"{format} messages of {events}", i => mutations.Of(messages[i % messages.Count]), (i, message) =>
        {
            batch.Clear();
            decoder.Decode(message, i, batch);

            // An empty array and a batch without rows say nothing, and that is all that may do so.
            Assert.InRange(batch.Count + batch.DeadLetters.Count, 0, message.Length + 1);
            Assert.All(batch.DeadLetters, letter => Assert.InRange(letter.Letter.Raw?.Length ?? 0, 0, DeadLetter.MaxRawLength));
        });
    }

    [Fact]
    public void After_damaged_messages_a_good_one_is_read_as_before()
    {
        var messages = MessagesOf(MessageFormat.Arrow, 16);
        var mutations = new Mutations(Seed);
        var decoder = new MessageDecoder("ticks [0]");
        var batch = new EventBatch();
        for (var i = 0; i < 500; i++)
        {
            batch.Clear();
            decoder.Decode(mutations.Of(messages[i % messages.Count]), i, batch);
            batch.Clear();
            decoder.Decode(messages[i % messages.Count], i, batch);
            var fresh = new EventBatch();
            new MessageDecoder("ticks [0]").Decode(messages[i % messages.Count], i, fresh);
            Assert.Equal(RandomTicks.LinesOf(fresh), RandomTicks.LinesOf(batch));
        }
    }

    private static List<byte[]> MessagesOf(MessageFormat format, int events)
    {
        var encoder = new MessageEncoder(format);
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, 12).Select(kind => encoder.Encode(RandomTicks.BatchOf(Enumerable.Range(0, events).Select(i => EventOf(kind % 4 == 3 ? i % 3 : kind % 4, random)))))];
    }

    private static IEvent EventOf(int kind, Random random)
    {
        var time = new EventTime(1_380_000_000_000_000_000 + random.Next());
        var symbol = Symbol.Of(random.Next(2) == 0 ? "AIG" : "BRK.B");
        return kind switch
        {
            0 => new Trade(time, symbol, random.Next(1000) / 100.0, random.Next(1000), (TradeConditions)random.Next(3), 'P', random.Next(9) == 0),
            1 => new Quote(time, symbol, random.Next(1000) / 100.0, random.Next(1000), random.Next(1000) / 100.0, random.Next(1000), 0, '\0'),
            _ => new MarketStatus(time, symbol, (TradingState)random.Next(7), 'Q'),
        };
    }
}
