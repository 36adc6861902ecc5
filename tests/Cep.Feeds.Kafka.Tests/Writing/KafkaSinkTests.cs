using System.Text;

namespace Cep.Feeds.Kafka.Tests;

public sealed class KafkaSinkTests
{
    [Fact]
    public void A_derived_event_is_a_record_that_anybody_can_read()
    {
        using var ticks = new Ticks(("derived.large-prints.large", 1), ("dead", 1));
        using var producer = new TaskProducer(new TaskProducerOptions { Client = ticks.Client, Group = "cep", Partition = 0 });
        producer.Open(TestContext.Current.CancellationToken);
        producer.Begin();
        using (var sink = new KafkaSink(producer, new DerivedTopics("derived.{rule}.{grade}")))
        using (var letters = new KafkaDeadLetters(producer, "dead"))
        {
            Write(sink, new LargePrint(PrintGrade.Large, 48.5));
            letters.Write(new DeadLetter(DeadLetterReason.Malformed, "ticks [3]", 42, "time is missing", "{}"));
        }

        producer.Commit([], TestContext.Current.CancellationToken);
        var record = ticks.ReadAll("derived.large-prints.large", 1)[0].Message;
        Assert.Equal("AIG", record.Key);
        Assert.Equal(
            """{"id":"0000000000000000000000000000002a","rule":"large-prints","version":2,"type":"LargePrint","key":"AIG","time":"2013-10-07T13:35:00.000000000Z","status":"final","causes":{"first":3,"last":3,"count":1},"data":{"grade":"large","price":48.5}}""",
            record.Value);
        Assert.Equal(
            [
                "ce_specversion=1.0", "ce_id=0000000000000000000000000000002a", "ce_type=cep.LargePrint", "ce_source=/cep/rules/large-prints",
                "ce_time=2013-10-07T13:35:00.000000000Z", "ce_subject=AIG", "ce_status=final", "content-type=application/json",
                "traceparent=00-0000000000000000000000000000002a-000000000000002a-01",
            ],
            record.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}"));
        var letter = ticks.ReadAll("dead", 1)[0].Message;
        Assert.EndsWith(""","reason":"malformed","source":"ticks [3]","position":42,"topic":"ticks","partition":3,"offset":42,"message":"time is missing","raw":"{}"}""", letter.Value, StringComparison.Ordinal);
        Assert.StartsWith($$"""{"id":"{{KafkaDeadLetters.IdOf(new DeadLetter(DeadLetterReason.Malformed, "ticks [3]", 42, "time is missing", "{}"))}}",""", letter.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_can_be_named_by_rule_type_and_grade()
    {
        var rule = new RuleIdentity("large prints", 2, typeof(LargePrint));
        Assert.Equal(["derived"], new DerivedTopics("derived").AllOf(rule));
        Assert.Equal(["derived.large-prints"], new DerivedTopics("derived.{rule}").AllOf(rule));
        Assert.Equal(["LargePrint-notable", "LargePrint-large"], new DerivedTopics("{type}-{grade}").AllOf(rule));
        Assert.Equal(["x.none"], new DerivedTopics("x.{grade}").AllOf(new RuleIdentity("r", 1, typeof(string))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("derived events")]
    [InlineData("derived.{importance}")]
    public void A_name_that_no_topic_can_have_is_refused(string template)
    {
        var fault = Assert.Throws<FeedException>(() => new DerivedTopics(template));
        Assert.StartsWith($"kafka.derivedTopic: '{template}' can't name topics", fault.Message, StringComparison.Ordinal);
    }

    private static void Write(KafkaSink sink, LargePrint print)
    {
        var payload = new Payload<LargePrint>();
        payload.Add(print);
        sink.Write(new DerivedEvent(payload, 0)
        {
            Id = new EventId(42), Rule = new RuleIdentity("large-prints", 2, typeof(LargePrint)), Key = "AIG", Time = EventTime.Parse("2013-10-07T13:35:00Z"),
            Status = DerivedStatus.Final, Causes = Causes.Of(3), Recipients = [],
        });
    }

    public enum PrintGrade
    {
        Notable,
        Large,
    }

    public sealed record LargePrint(PrintGrade Grade, double Price);
}
