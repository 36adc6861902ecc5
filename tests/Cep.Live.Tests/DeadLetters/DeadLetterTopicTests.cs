using System.Text;
using Cep.Feeds.Files;
using Cep.Feeds.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.DeadLetters;

public sealed class DeadLetterTopicTests : IDisposable
{
    private const string Derived = """{"id":"0000000000000000000000000000002a","rule":"block-trade","version":1,"type":"Block","key":"IBM","time":"2026-03-16T14:30:00.000000000Z","status":"final","causes":{"first":3,"last":3,"count":1},"data":{"size":7}}""";

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 16, 14, 30, 0, TimeSpan.Zero));
    private readonly EmbeddedCluster cluster = new();

    public DeadLetterTopicTests()
    {
        foreach (var topic in new[] { "ticks", "letters", "letters-journal", "mended", "found" }) cluster.CreateTopic(topic, topic == "ticks" ? 2 : 1);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ClientSettings Client => new() { Bootstrap = cluster.Bootstrap };

    public void Dispose() => cluster.Dispose();

    [Fact]
    public void A_dead_letter_has_the_same_id_in_a_file_and_in_a_topic()
    {
        using var folder = new TempFolder();
        DeadLetter[] letters =
        [
            new(DeadLetterReason.Malformed, "ticks [1]", 7, "price 'x' is no number", "{\"price\":\"x\"}"),
            new(DeadLetterReason.Malformed, "ticks [1]", 8, "cut in a pair", new string('x', DeadLetter.MaxRawLength - 1) + "\ud83d"),
            new(DeadLetterReason.RuleFault, "ema-breakout", 42, "boom \"ü\"\n") { Version = 3, Key = "IBM", Time = EventTime.Parse("2013-10-07T13:30:00.000000001Z") },
            new(DeadLetterReason.SinkFailure, "found", 43, "too large", new string('y', 500_000)) { Rule = "ema-breakout", Version = 3, Key = "IBM", Time = EventTime.Parse("2013-10-07T13:30:00Z") },
        ];
        using (var file = new JsonLinesDeadLetters(folder["d.jsonl"])) Array.ForEach(letters, file.Write);
        Write(letters);
        using var topic = Topic();
        var read = topic.Read();
        Assert.Equal(DeadLetterStore.Open(folder["d.jsonl"]).Letters.Select(letter => letter.Id), read.Letters.Select(letter => letter.Id));
        Assert.Equal(letters.Select(KafkaDeadLetters.IdOf), read.Letters.Select(letter => letter.Id));
        Assert.Equal("ema-breakout", read.Letters.Last().Rule);
        Assert.Contains("\"topic\":\"ticks\",\"partition\":1,\"offset\":7,", read.Letters.First().Json, StringComparison.Ordinal);
        Assert.Equal(("letters [0]", 0), (read.Letters.First().File, read.Letters.First().Line));
    }

    [Fact]
    public void A_message_goes_back_as_it_was_and_is_not_given_back_twice()
    {
        var offset = Produce("ticks", 1, "IBM", [0x7b, 0xff, 0xfe], ("traceparent", "00-1-2-01"));
        var letter = new DeadLetter(DeadLetterReason.Malformed, "ticks [1]", offset, "the message is neither JSON nor an Arrow stream", "{??");
        Write(letter, letter, new DeadLetter(DeadLetterReason.Malformed, "ticks [0]", 0, "gone", "{"));
        using (var topic = Topic())
        {
            using var target = new KafkaRequeue(topic, null, Stop);
            var store = topic.Take();
            Assert.Equal(new DeadLetterCounts(2, 0, 0, 1, 0), store.Counts);
            var (requeued, refused) = store.Requeue(store.Letters, target, Clock);
            Assert.Equal(1, requeued);
            Assert.Equal("its message is not in ticks [0] any more; --out writes what is left of it to a file", Assert.Single(refused).Why);
        }

        using var again = Topic();
        using var second = new KafkaRequeue(again, null, Stop);
        var counted = again.Take();
        Assert.Equal(new DeadLetterCounts(1, 1, 0, 1, 0), counted.Counts);
        Assert.Equal(0, counted.Requeue(counted.Letters, second, Clock).Requeued);
        Assert.Equal(1, counted.Discard(counted.Letters, Clock));
        Assert.Equal(new DeadLetterCounts(0, 1, 1, 1, 0), again.Read().Counts);

        var messages = ReadAll("ticks");
        Assert.Equal(2, messages.Count);
        Assert.Equal(1, messages[1].Partition);
        Assert.Equal([0x7b, 0xff, 0xfe], messages[1].Value);
        Assert.Equal("IBM", Encoding.UTF8.GetString(messages[1].Key!));
        Assert.Equal(["traceparent=00-1-2-01", $"cep_requeued={KafkaDeadLetters.IdOf(letter)}"], messages[1].Headers.Select(header => $"{header.Key}={Encoding.ASCII.GetString(header.GetValueBytes())}"));
    }

    [Fact]
    public void Of_a_message_whose_other_entries_counted_only_the_one_that_did_not_goes_back()
    {
        var offset = Produce("ticks", 0, "IBM", Encoding.UTF8.GetBytes("""[{"time":"2026-03-16T14:30:00Z","symbol":"IBM","price":1,"size":1},{"time":"never"}]"""));
        var batch = new EventBatch();
        new MessageDecoder("ticks [0]").Decode(ReadAll("ticks")[0].Value, offset, batch);
        Write([.. batch.DeadLetters.Select(entry => entry.Letter)]);
        using var topic = Topic();
        using var target = new KafkaRequeue(topic, "mended", Stop);
        var store = topic.Take();
        Assert.Equal((1, 1), (batch.Count, store.Requeue(store.Letters, target, Clock).Requeued));
        var message = Assert.Single(ReadAll("mended"));
        Assert.Equal(("IBM", """{"time":"never"}"""), (Encoding.UTF8.GetString(message.Key!), Encoding.UTF8.GetString(message.Value!)));
    }

    [Fact]
    public void A_derived_event_goes_to_the_topic_that_did_not_take_it_with_its_id()
    {
        var letter = new DeadLetter(DeadLetterReason.SinkFailure, "found", 3, "too large", Derived) { Rule = "block-trade", Version = 1, Key = "IBM" };
        Write(letter, new DeadLetter(DeadLetterReason.RuleFault, "block-trade", 3, "boom") { Version = 1 });
        using var topic = Topic();
        using var target = new KafkaRequeue(topic, null, Stop);
        var store = topic.Take();
        var (requeued, refused) = store.Requeue(store.Find(new DeadLetterFilter { Rule = "block-trade" }), target, Clock);
        Assert.Equal(1, requeued);
        Assert.StartsWith("the rules that did not fail have processed its event already", Assert.Single(refused).Why, StringComparison.Ordinal);
        var message = Assert.Single(ReadAll("found"));
        Assert.Equal(Derived, Encoding.UTF8.GetString(message.Value!));
        Assert.Equal("0000000000000000000000000000002a", Encoding.ASCII.GetString(message.Headers.GetLastBytes("ce_id")));
        Assert.Equal("cep.Block", Encoding.ASCII.GetString(message.Headers.GetLastBytes("ce_type")));
    }

    [Fact]
    public void A_crash_between_giving_back_and_noting_it_in_a_file_doubles_nothing()
    {
        using var folder = new TempFolder();
        var first = Produce("ticks", 0, "A", "x"u8.ToArray());
        var second = Produce("ticks", 0, "B", "y"u8.ToArray());
        using (var file = new JsonLinesDeadLetters(folder["d.jsonl"]))
        {
            foreach (var offset in new[] { first, second }) file.Write(new DeadLetter(DeadLetterReason.Malformed, "ticks [0]", offset, "bad", "?"));
        }

        var crashing = DeadLetterStore.Open(folder["d.jsonl"]);
        using (var target = new CrashingTarget(new KafkaRequeue(Client, "cep", "mended", Stop)))
        {
            Assert.Throws<IOException>(() => crashing.Requeue(crashing.Letters.Take(1), target, Clock));
        }

        var store = DeadLetterStore.Open(folder["d.jsonl"]);
        Assert.Equal(2, store.Counts.Open);
        using (var target = new RequeueFile(folder["again.txt"])) Assert.Contains("a requeue to Kafka was interrupted", Assert.Throws<FeedException>(() => store.Requeue(store.Letters, target, Clock)).Message, StringComparison.Ordinal);
        using (var target = new KafkaRequeue(Client, "cep", "mended", Stop)) Assert.Equal(2, store.Requeue(store.Letters, target, Clock).Requeued);
        Assert.Equal(new DeadLetterCounts(0, 2, 0, 0, 0), DeadLetterStore.Open(folder["d.jsonl"]).Counts);
        Assert.Equal(["x", "y"], ReadAll("mended").Select(message => Encoding.UTF8.GetString(message.Value!)));
        Assert.False(File.Exists(folder["d.jsonl.requeue"]));
    }

    [Fact]
    public void A_topic_that_is_missing_is_named_and_so_is_a_journal_that_cannot_be_made()
    {
        using var missing = new DeadLetterTopic(Client, "cep", "nowhere", Stop);
        Assert.Contains("no topic 'nowhere'", Assert.Throws<FeedException>(missing.Read).Message, StringComparison.Ordinal);
        cluster.CreateTopic("others", 1);
        using var others = new DeadLetterTopic(Client, "cep", "others", Stop);
        Assert.Equal(0, others.Read().Counts.Total);
        Assert.StartsWith("There is no topic 'others-journal' and it can't be made (", Assert.Throws<FeedException>(others.Take).Message, StringComparison.Ordinal);
    }

    private DeadLetterTopic Topic() => new(Client, "cep", "letters", Stop);

    private void Write(params DeadLetter[] letters)
    {
        using var producer = new TaskProducer(new TaskProducerOptions { Client = Client, Group = "cep", Partition = 0 });
        producer.Open(Stop);
        producer.Begin();
        using (var sink = new KafkaDeadLetters(producer, "letters")) Array.ForEach(letters, sink.Write);
        producer.Commit([], Stop);
    }

    private long Produce(string topic, int partition, string key, byte[] value, params (string Name, string Value)[] headers)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = cluster.Bootstrap, LingerMs = 0 }).SetLogHandler((_, _) => { }).Build();
        var message = new Message<string, byte[]> { Key = key, Value = value, Headers = [] };
        foreach (var (name, text) in headers) message.Headers.Add(name, Encoding.ASCII.GetBytes(text));
        long offset = -1;
        producer.Produce(new TopicPartition(topic, partition), message, report => offset = report.Offset.Value);
        producer.Flush(Stop);
        return offset;
    }

    private List<TopicRecord> ReadAll(string topic)
    {
        using var ends = new TopicEnds(Client, "cep", TimeSpan.FromSeconds(30));
        var records = new List<TopicRecord>();
        ends.Read([.. ends.Of(topic).Select(end => end with { Offset = 0 })], records.Add, Stop);
        return records;
    }

    /// <summary>Breaks off when all is given back and nothing noted.</summary>
    private sealed class CrashingTarget(IRequeueTarget target) : IRequeueTarget
    {
        public string Name => target.Name;

        public string? WhyNot(StoredDeadLetter letter) => target.WhyNot(letter);

        public string? Mark() => target.Mark();

        public IReadOnlySet<string> TakenSince(string mark) => target.TakenSince(mark);

        public void Requeue(StoredDeadLetter letter) => target.Requeue(letter);

        public void Complete()
        {
            target.Complete();
            throw new IOException("The process was killed here.");
        }

        public void Dispose() => target.Dispose();
    }
}
