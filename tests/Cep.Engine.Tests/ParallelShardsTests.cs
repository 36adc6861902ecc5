using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>What goes wrong on one thread must end the run, with the first fault and without a thread left waiting.</summary>
public sealed class ParallelShardsTests
{
    private static readonly Trade[] Ticks = [.. Enumerable.Range(0, 5_000).Select(i => Trade($"S{i % 13}", i, i % 17))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_sink_that_fails_ends_the_run_with_its_own_error(int shards)
    {
        for (var after = 0; after < 4_000; after += 399)
        {
            var fault = Assert.Throws<IOException>(() => Run(shards, new RunOutputs().Add(new FailingSink(after)), CancellationToken.None));
            Assert.Equal("the disk is full", fault.Message);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_feed_that_fails_ends_the_run_after_what_it_gave_has_reached_the_sinks(int shards)
    {
        var sink = new TextSink();
        var feed = new FailingFeed(2_000);
        Assert.Throws<FeedException>(() => new Engine([Echo()], new EngineOptions { Shards = shards, BatchSize = 100 })
            .Run([feed], new RunOutputs().Add(sink), CancellationToken.None));

        // The last event's time has not passed yet: more of that time could have followed.
        Assert.Equal(1_999, sink.Lines.Count);
    }

    [Fact]
    public void A_run_that_is_stopped_leaves_no_thread_behind()
    {
        for (var rounds = 1; rounds < 20; rounds++)
        {
            using var stop = new CancellationTokenSource();
            var left = rounds;
            var options = new EngineOptions { Shards = 4, BatchSize = 50, QueueLength = 1, OnRound = _ => { if (--left == 0) stop.Cancel(); } };
            var summary = new Engine([Echo()], options).Run([new ListFeed("f", [.. Ticks.Cast<IEvent>()])], new RunOutputs(), stop.Token);
            Assert.Equal((rounds * 50L, true), (summary.Events, summary.Interrupted));
            Assert.Equal(rounds * 50 - 1, summary.DerivedEvents["test"]);
        }
    }

    private static TestRule<Trade, double> Echo() => new(trades => trades.Select(t => t.Price));

    private static void Run(int shards, RunOutputs outputs, CancellationToken stop) =>
        new Engine([Echo()], new EngineOptions { Shards = shards, BatchSize = 64 }).Run([new ListFeed("f", [.. Ticks.Cast<IEvent>()])], outputs, stop);

    private sealed class FailingSink(int after) : ISink
    {
        private int written;

        public void Write(in DerivedEvent derived)
        {
            if (written++ >= after) throw new IOException("the disk is full");
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class FailingFeed(int rows) : IFeed, IFeedReader
    {
        private int next;

        public string Name => "f";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; batch.Count < maxRows && next < rows; next++) batch.Add(Ticks[next], next);
            return next < rows ? true : throw new FeedException("the cable is out");
        }

        public void Dispose()
        {
        }
    }
}
