using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class TumblingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    //  13:30:00 ─a──a─────│─────────│b────a───│  windows of a minute, a and b two keys
    [Fact]
    public void A_window_is_emitted_at_its_end_and_an_empty_one_not_at_all()
    {
        var lines = Bars(Trade("A", 1, 10, 5), Trade("A", 30, 12, 5), Trade("B", 120, 7, 1), Trade("A", 150, 9, 2));
        Assert.Equal(
            [
                "2013-10-07T13:31:00.000000000Z A o10 h12 l10 c12 v10 vwap11 n2 causes0-1/2",
                "2013-10-07T13:33:00.000000000Z A o9 h9 l9 c9 v2 vwap9 n1 causes3-3/1",
                "2013-10-07T13:33:00.000000000Z B o7 h7 l7 c7 v1 vwap7 n1 causes2-2/1",
            ],
            lines);
    }

    [Fact]
    public void An_event_at_the_end_of_a_window_belongs_to_the_next()
    {
        var lines = Bars(Trade("A", 59.999999999, 10), Trade("A", 60, 20));
        Assert.Equal(["2013-10-07T13:31:00.000000000Z", "2013-10-07T13:32:00.000000000Z"], lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Windows_are_aligned_to_the_epoch_also_before_it()
    {
        var before = new Trade(EventTime.Parse("1969-12-31T23:59:59.5Z"), Symbol.Of("A"), 1, 1);
        var after = new Trade(EventTime.Parse("1970-01-01T00:00:00Z"), Symbol.Of("A"), 2, 1);
        Assert.Equal(
            ["1970-01-01T00:00:00.000000000Z", "1970-01-01T00:01:00.000000000Z"],
            Bars(before, after).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void The_average_price_of_a_bar_without_volume_is_the_plain_average() =>
        Assert.Contains("vwap15 ", Bars(Trade("A", 0, 10, 0), Trade("A", 1, 20, 0))[0], StringComparison.Ordinal);

    [Fact]
    public void Windows_agree_with_grouping_all_events_afterwards() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 600], Gen.Double[1, 100]).Array[0, 50], Gen.Int[1, 90], Gen.Int[1, 60]).Sample((raw, sizeSeconds, batchSize) =>
        {
            var trades = raw.Select((x, i) => Trade($"S{x.Item1}", x.Item2, x.Item3, i)).OrderBy(t => t.Time).ToArray();
            var size = sizeSeconds * 1_000_000_000L;
            var expected = trades.Select((t, sequence) => (t, sequence))
                .GroupBy(x => (End: (x.t.Time.Nanos / size + 1) * size, x.t.Symbol.Name))
                .OrderBy(g => g.Key.End).ThenBy(g => g.Key.Name, StringComparer.Ordinal)
                .Select(g => $"{new EventTime(g.Key.End)} {g.Key.Name} {g.First().t.Price} {g.Last().t.Price} {g.Sum(x => x.t.Size)} {g.Count()} [{g.Min(x => x.sequence)},{g.Max(x => x.sequence)},{g.Count()}]");
            var sink = new List<string>();
            new Engine([new Summaries(TimeSpan.FromSeconds(sizeSeconds))], new EngineOptions { BatchSize = batchSize })
                .Run([new ListFeed("f", [.. trades.Cast<IEvent>()])], new RunOutputs().Add(new LineSink(sink)), TestContext.Current.CancellationToken);
            Assert.Equal(expected, sink);
            return true;
        }, iter: 300);

    [Fact]
    public void Thousands_of_windows_that_close_at_once_all_keep_their_causes()
    {
        var trades = Enumerable.Range(0, 3_000).Select(i => (IEvent)Trade($"many-{i:D4}", 0, i)).ToArray();
        var result = RunResult.Of([new Summaries(Minute)], new EngineOptions { BatchSize = 5_000 }, new ListFeed("f", trades));
        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => $"[{i},{i},1]"), result.Lines.Select(line => line.Split(' ')[5]));
    }

    [Fact]
    public void A_sum_does_not_drift()
    {
        // 1e16 + 1 is not a double: a plain sum loses every one of the ones.
        double[] prices = [1e16, 1, -1e16];
        var trades = Enumerable.Range(0, 9_999).Select(i => (IEvent)Trade("A", 0, prices[i % 3])).ToArray();
        var result = RunResult.Of(
            [new TestRule<Trade, double>(t => t.Tumbling(Minute).Sum(x => x.Price).Select(w => w.Value))], new EngineOptions(), new ListFeed("f", trades));
        Assert.EndsWith("] 3333", Assert.Single(result.Lines), StringComparison.Ordinal);
    }

    private static List<string> Bars(params IReadOnlyList<IEvent> events)
    {
        var lines = new List<string>();
        new Engine([new TestRule<Trade, Bar>(trades => trades.Tumbling(Minute).Bars())])
            .Run([new ListFeed("f", events)], new RunOutputs().Add(new BarSink(lines)), TestContext.Current.CancellationToken);
        return lines;
    }

    [Rule("summaries")]
    private sealed class Summaries(TimeSpan size) : Rule<Trade, Bar>
    {
        public override IObservable<Bar> Query(EventStream<Trade> trades) => trades.Tumbling(size).Bars();
    }

    private sealed class LineSink(List<string> lines) : ISink
    {
        public void Write(in DerivedEvent derived)
        {
            var bar = derived.PayloadAs<Bar>();
            var (first, last, count) = derived.Causes;
            Assert.Equal(derived.Time, bar.End);
            lines.Add($"{derived.Time} {derived.Key} {bar.Open} {bar.Close} {bar.Volume} {bar.Count} [{first},{last},{count}]");
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class BarSink(List<string> lines) : ISink
    {
        public void Write(in DerivedEvent derived)
        {
            var b = derived.PayloadAs<Bar>();
            var (first, last, count) = derived.Causes;
            lines.Add($"{derived.Time} {derived.Key} o{b.Open} h{b.High} l{b.Low} c{b.Close} v{b.Volume} vwap{b.Vwap} n{b.Count} causes{first}-{last}/{count}");
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
