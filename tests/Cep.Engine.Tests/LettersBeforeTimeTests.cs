using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>What can't be read before any feed has said a time.</summary>
public sealed class LettersBeforeTimeTests
{
    [Fact]
    public void Dead_letters_before_the_first_event_are_told_in_one_order_whenever_they_come()
    {
        var live = SourcesOf(["", "", "", "", "letter", "event"], ["letter", "", "", "", "", "event"]);
        var recorded = SourcesOf(["letter", "event"], ["letter", "event"]);
        Assert.Equal("a c", recorded);
        Assert.Equal(recorded, live);
    }

    private static string SourcesOf(string[] a, string[] c) => string.Join(' ', RunResult.Of(
        [new TestRule<Trade, double>(trades => trades.Select(t => t.Price))],
        new EngineOptions { ReadAhead = false }, new StepFeed("a", a), new StepFeed("c", c)).Letters.Select(letter => letter.Source));

    /// <summary>A feed that gives one thing at a time, or nothing.</summary>
    private sealed class StepFeed(string name, string[] steps) : IFeed, IFeedReader
    {
        private int next;

        public string Name => name;

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            if (next == steps.Length) return false;
            var step = steps[next++];
            if (step == "letter") batch.AddDeadLetter(new DeadLetter(DeadLetterReason.Malformed, name, next, "bad"));
            if (step == "event") batch.Add(Trade("S", 1, 1), next);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
