using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class SequencerTests
{
    [Fact]
    public void Ties_between_feeds_are_broken_by_the_ordinal_order_of_their_names()
    {
        var result = Prices(new EngineOptions(), new ListFeed("b", Trade("S", 0, 1), Trade("S", 0, 2)), new ListFeed("B", Trade("S", 0, 3)));
        Assert.Equal("3 1 2", result);
    }

    [Fact]
    public void Events_before_from_are_numbered_and_not_processed_and_to_is_not_in_the_run()
    {
        var feed = new ListFeed("f", Trade("S", 0, 1), Trade("S", 1, 2), Trade("S", 2, 3), Trade("S", 3, 4));
        var result = RunResult.Of([Echo()], new EngineOptions { From = At(1), To = At(3) }, feed);
        Assert.Equal(["[1,1,1] 2", "[2,2,1] 3"], result.Lines.Select(line => line[line.IndexOf('[', StringComparison.Ordinal)..]));
        Assert.Equal((2, 1), (result.Summary.Events, result.Summary.OutOfRange));
        Assert.False(result.Summary.Interrupted);
    }

    [Fact]
    public void A_row_earlier_than_the_one_before_it_is_late_and_told_with_its_position()
    {
        var feed = new ListFeed("f", Trade("S", 5, 1), Trade("S", 4, 2), Trade("S", 4.5, 3), Trade("S", 5, 4));
        var result = RunResult.Of([Echo()], new EngineOptions(), feed);
        Assert.Equal(
            [new LateEvent("f", 1, At(4), At(5), Trade("S", 4, 2)), new LateEvent("f", 2, At(4.5), At(5), Trade("S", 4.5, 3))], result.Late);
        Assert.Equal((2, 2), (result.Summary.Events, result.Summary.LateEvents));
        Assert.Equal(TimeSpan.FromSeconds(1), result.Late[0].By);
    }

    [Fact]
    public void A_feed_is_opened_only_when_the_run_has_come_to_its_first_event()
    {
        var opened = new List<string>();
        var first = new Watched("1", opened, At(0), Trade("S", 0, 1), Trade("S", 9, 2));
        var second = new Watched("2", opened, At(10), Trade("S", 10, 3));
        Prices(new EngineOptions { BatchSize = 1, ReadAhead = false, OnRound = progress => opened.Add($"{progress.Events}") }, second, first);
        Assert.Equal(["1", "1", "2", "2", "3", "3"], opened);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void What_can_t_be_read_before_a_feeds_first_event_is_told_at_the_time_at_which_the_feed_begins(int batchSize)
    {
        IFeed[] feeds =
        [
            new ListFeed("a", Trade("S", 0, 1), Trade("S", 1, 2), Trade("S", 2, 3)) { MalformedBefore = [1] },
            new ListFeed("z", Trade("S", 2, 4)) { MalformedBefore = [0], Earliest = At(2) },
        ];
        var result = RunResult.Of([], new EngineOptions { BatchSize = batchSize }, feeds);
        Assert.Equal([("a", At(0)), ("z", At(2))], result.Letters.Select(letter => (letter.Source, letter.Time)));
    }

    //  a  0  bad  3 │ bad  1 (late)      the range ends at 3: what stands behind its end is not told
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void What_comes_when_a_feed_has_passed_the_range_is_not_told_whatever_the_batch(int batchSize)
    {
        var feed = new ListFeed("a", Trade("S", 0, 1), Trade("S", 3, 2), Trade("S", 1, 3)) { MalformedBefore = [1, 2] };
        var result = RunResult.Of([], new EngineOptions { BatchSize = batchSize, To = At(3) }, feed);
        Assert.Equal([0L], result.Letters.Select(letter => letter.Position));
        Assert.Empty(result.Late);
        Assert.Equal((1, 0), (result.Summary.Events, result.Summary.LateEvents));
    }

    [Fact]
    public void A_feed_that_breaks_off_ends_the_run_after_what_it_gave()
    {
        foreach (var readAhead in new[] { false, true })
        {
            var sink = new TextSink();
            var fault = Assert.Throws<FeedException>(() => new Engine([Echo()], new EngineOptions { ReadAhead = readAhead })
                .Run([new Broken()], new RunOutputs().Add(sink), TestContext.Current.CancellationToken));
            Assert.Equal("broken: the cable is out", fault.Message);
        }
    }

    [Fact]
    public void A_run_that_is_stopped_says_so_and_leaves_open_windows_out()
    {
        using var stop = new CancellationTokenSource();
        var sink = new TextSink();
        var options = new EngineOptions { BatchSize = 2, OnRound = _ => stop.Cancel() };
        var feed = new ListFeed("f", Trade("S", 0, 1), Trade("S", 61, 2), Trade("S", 62, 3));
        var summary = new Engine([new TestRule<Trade, Windowed<double>>(t => t.Tumbling(TimeSpan.FromMinutes(1)).Last(x => x.Price))], options)
            .Run([feed], new RunOutputs().Add(sink), stop.Token);
        Assert.True(summary.Interrupted);
        Assert.Equal(2, summary.Events);
        Assert.Single(sink.Lines);
    }

    [Fact]
    public void Event_types_of_ones_own_are_merged_and_consumed_like_any_other()
    {
        var rule = new TestRule<Note, string>(notes => notes.Select(note => note.Text));
        var result = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", Trade("S", 0, 1), new Note(At(1), Symbol.Of("S"), "hello")));
        Assert.EndsWith("[1,1,1] \"hello\"", Assert.Single(result.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(65, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void An_option_outside_its_bounds_is_refused(int shards, int batchSize, int queueLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Engine([Echo()], new EngineOptions { Shards = shards, BatchSize = batchSize, QueueLength = queueLength }));

    [Fact]
    public void An_empty_input_gives_an_empty_output()
    {
        var result = RunResult.Of([Echo()], new EngineOptions(), new ListFeed("f"));
        Assert.Equal((0, null, null), (result.Summary.Events, result.Summary.FirstTime, result.Summary.LastTime));
        Assert.Equal(0, result.Summary.DerivedEvents["test"]);
    }

    private static TestRule<Trade, double> Echo() => new(trades => trades.Select(t => t.Price));

    private static string Prices(EngineOptions options, params IReadOnlyList<IFeed> feeds) =>
        string.Join(' ', RunResult.Of([Echo()], options, feeds).Lines.Select(line => line[(line.LastIndexOf(']') + 2)..]));

    private sealed class Watched(string name, List<string> opened, EventTime earliest, params IReadOnlyList<IEvent> events) : IFeed
    {
        public string Name => name;

        public EventTime Earliest => earliest;

        public long Length => 0;

        public IFeedReader Open()
        {
            opened.Add(name);
            return new ListFeed(name, events).Open();
        }
    }

    private sealed class Broken : IFeed, IFeedReader
    {
        public string Name => "broken";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows) => throw new FeedException("broken: the cable is out");

        public void Dispose()
        {
        }
    }
}
