using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Cep.Tests;

/// <summary>How partial matches end is told alike in every run, whatever keys are forgotten and events are late; what is derived stays as it is.</summary>
public sealed class ExplainedRunTests
{
    [Fact]
    public void Neither_batches_nor_shards_show_in_what_is_told() =>
        Gen.Select(
            DeterminismTests.Stream, Gen.Int[0, KeyedPatterns.Queries.Length - 1], Gen.Int[0, 9], Gen.Int[1, 30], Gen.Int[1, 4],
            Gen.Int[0, 9].Array[60], Gen.Int[0, 3], Gen.Int[0, 4]).Sample((events, query, after, batchSize, shards, delays, jitter, lateness) =>
        {
            var rule = KeyedPatterns.Queries[query](after == 0 ? null : TimeSpan.FromSeconds(after));
            IEvent[] arrived = [.. events.Select((e, i) => (Event: e, At: e.Time.Nanos + delays[i % delays.Length] * jitter * 150_000_000L)).OrderBy(x => x.At).Select(x => x.Event)];
            var plain = new EngineOptions { Timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(1), AllowedLateness = TimeSpan.FromSeconds(lateness) }, ReadAhead = false };
            var explained = plain with { Explain = [new Explain(rule.Name)] };
            var expected = Run(rule, explained, arrived);
            Assert.Equal(Run(rule, plain, arrived).Derived, expected.Derived);
            var actual = Run(rule, explained with { BatchSize = batchSize, Shards = shards }, arrived);
            Assert.Equal(expected.Derived, actual.Derived);
            Assert.Equal(expected.Told, actual.Told);
            return true;
        }, iter: 800);

    private static (string Derived, string Told) Run(Rule rule, EngineOptions options, IEvent[] events)
    {
        var (sink, letters, told) = (new TextSink(), new LetterList(), new ArrayBufferWriter<byte>());
        void Tell(PartialMatchEnd end)
        {
            using (var json = new Utf8JsonWriter(told, DerivedJson.WriterOptions)) PartialMatchEndJson.WriteLine(json, end);
            told.Write("\n"u8);
        }

        var outputs = new RunOutputs { DeadLetters = letters, OnPartialMatchEnd = Tell }.Add(sink);
        new Engine([rule], options).Run([new ListFeed("f", events)], outputs, TestContext.Current.CancellationToken);
        return (string.Join('\n', sink.Lines.Concat(letters.Letters.Select(letter => letter.ToString()))), Encoding.UTF8.GetString(told.WrittenSpan));
    }
}
