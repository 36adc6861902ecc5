using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>Late events within the allowed lateness: what was said is retracted and said anew, and final is said once.</summary>
public sealed class RevisionTests
{
    private static readonly FeedTiming TenSeconds = new() { AllowedLateness = TimeSpan.FromSeconds(10) };

    /*  window      [0, 10)        [10, 20)
        arrives     1:1     12:2   3:3 (late)                      */
    [Fact]
    public void A_late_event_retracts_the_window_it_belongs_to_and_fires_it_again() => Assert.Equal(
        [
            "provisional 10 1",
            "retracted 10 1", "provisional 10 4",
            "provisional 20 2", "final 10 4",
            "final 20 2",
        ],
        Lines(Sums(), Trade("S", 1, 1), Trade("S", 12, 2), Trade("S", 3, 3)));

    //  The event at 3 comes after that at 5 and becomes known at 12, before the event of that time: 5 is number 0, 3 is 1, 12 is 2.
    [Fact]
    public void Causes_are_the_least_and_the_greatest_number_where_a_late_event_lies_before_earlier_ones()
    {
        var ten = TimeSpan.FromSeconds(10);
        Assert.Equal(["10 A 2 [0,1,2]", "20 A 1 [2,2,1]"], Finals(t => t.Tumbling(ten).Count().Select(w => w.Value)));
        Assert.Equal(
            ["5 A 1 [1,1,1]", "10 A 2 [0,1,2]", "15 A 2 [0,2,2]", "20 A 1 [2,2,1]"],
            Finals(t => t.Hopping(ten, TimeSpan.FromSeconds(5)).Count().Select(w => w.Value)));
        // Told early at 16, and when it ends.
        Assert.Equal(2, Run(t => t.Hopping(2 * ten, TimeSpan.FromSeconds(5)).EarlyEvery(TimeSpan.FromSeconds(4)).Count().Select(w => w.Value)).Count(line => line == "20 A 3 Provisional [0,2,3]"));
        Assert.Equal(
            ["3 A 1 [1,1,1]", "5 A 2 [0,1,2]", "12 A 3 [0,2,3]", "13 A 2 [0,2,2]", "15 A 1 [2,2,1]"],
            Finals(t => t.Sliding(ten).Count().Select(w => w.Value)));
        Assert.Equal(["5 A 2 [0,1,2]", "12 A 2 [0,2,2]"], Finals(t => t.CountSliding(2).Count().Select(w => w.Value)));

        static List<string> Run(Func<EventStream<Trade>, IObservable<long>> query) =>
            TimerRuns.Run(query, [Trade("A", 5, 1), Trade("A", 12, 1), Trade("A", 3, 1)], new EngineOptions { Timing = TenSeconds });

        static IEnumerable<string> Finals(Func<EventStream<Trade>, IObservable<long>> query) => Run(query).Where(line => line.Split(' ').Length == 4);
    }

    //  S's event at 9.5 becomes known at 10, where its window closes and the sample of B is due.
    [Fact]
    public void A_sample_that_is_due_at_the_moment_of_a_late_event_of_another_key_is_told()
    {
        var rule = new TestRule<Trade, long>(
            trades => trades.Tumbling(TimeSpan.FromSeconds(1)).Count().Every(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12)).Select(window => window.Value));
        var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(2.5), AllowedLateness = TimeSpan.FromSeconds(3) };
        var result = Said.Of([rule], new EngineOptions { Timing = timing }, new ListFeed("f", Trade("B", 7.25, 1), Trade("B", 12.5, 1), Trade("S", 9.5, 1)));
        Assert.Equal(["provisional 10 1", "final 10 1"], result.Lines.Select(Short));
    }

    [Fact]
    public void A_late_event_that_changes_no_answer_retracts_nothing() => Assert.Equal(
        ["provisional 10 5", "provisional 20 2", "final 10 5", "final 20 2"],
        Lines(new TestRule<Trade, double>(trades => trades.Where(t => t.Price > 1).Tumbling(TimeSpan.FromSeconds(10)).Sum(t => t.Price).Select(w => w.Value)),
            Trade("S", 1, 5), Trade("S", 12, 2), Trade("S", 3, 1)));

    [Fact]
    public void An_event_later_than_allowed_is_late_and_changes_nothing()
    {
        var result = Said.Of([Sums()], new EngineOptions { Timing = TenSeconds }, new ListFeed("f", Trade("S", 1, 1), Trade("S", 12, 2), Trade("S", 1.9, 3), Trade("S", 2, 4)));
        Assert.Equal(1, result.Summary.LateEvents);
        Assert.Contains("final 10 5", result.Lines.Select(Short));
    }

    //  Both late events become known at 10; only the one at 1 lies before the range.
    [Fact]
    public void A_late_event_before_the_range_does_not_take_one_within_it_along()
    {
        var options = new EngineOptions { Timing = TenSeconds, From = At(2) };
        var result = Said.Of([Sums()], options, new ListFeed("f", Trade("S", 5, 1), Trade("S", 10, 2), Trade("S", 3, 4), Trade("S", 1, 8)));
        Assert.Equal((1, 1), (result.Summary.OutOfRange, result.Summary.RevisingEvents));
        Assert.Contains("final 10 5", result.Lines.Select(Short));
    }

    //  A trade of 9 between 5 and 7 makes another pair of it.
    [Fact]
    public void A_late_event_makes_and_unmakes_matches()
    {
        var pattern = Pattern.Of<KeyedPatterns.Steps<Trade>>().Begin(m => m.First).Next(m => m.Second, (t, m) => t.Price > m.First.Last.Price).Within(TimeSpan.FromSeconds(60)).SkipPastLast();
        Assert.Equal(
            ["provisional 3 57", "provisional 2 59", "retracted 3 57", "final 2 59"],
            Lines(
                new TestRule<Trade, double>(trades => trades.Match(pattern).Select(m => m.First.Last.Price * 10 + m.Second.Last.Price)),
                Trade("S", 1, 5), Trade("S", 3, 7), Trade("T", 4, 1), Trade("S", 2, 9)));
    }

    [Fact]
    public void A_rule_of_foreign_operators_waits_until_its_answers_are_final() => Assert.Equal(
        ["final 3 7", "final 12 12"],
        Lines(new TestRule<Trade, double>(trades => trades.Buffer(2, 1).Where(pair => pair.Count == 2).Select(pair => pair.Sum(t => t.Price))),
            Trade("S", 1, 2), Trade("S", 12, 7), Trade("S", 3, 5)));

    [Fact]
    public void What_is_told_is_what_holds_at_each_moment() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int[-3, 9]).Array[0, 25],
            Gen.Int[0, 6], Gen.Int[0, 12], Gen.Int[1, 20], Gen.Int[1, 3], Gen.Bool)
        .Sample((raw, bound, allowed, batchSize, shards, readAhead) =>
        {
            // Times lie between the windows' ends, so that no window closes at the moment of a revision.
            var arriving = raw.Select((x, i) => (Event: x.Item4 == 0 ? (IEvent)Quote($"S{x.Item1}", x.Item2 + 0.5, x.Item3, x.Item3 + 1) : Trade($"S{x.Item1}", x.Item2 + 0.5, x.Item3), Arrival: x.Item2 + Math.Max(0, x.Item5), i))
                .OrderBy(x => x.Arrival).ThenBy(x => x.i).Select(x => x.Event).ToArray();
            var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(bound), AllowedLateness = TimeSpan.FromSeconds(allowed) };
            var options = new EngineOptions { Timing = timing, BatchSize = batchSize, Shards = shards, ReadAhead = readAhead };
            var run = Said.Of(Rules(), options, new ListFeed("f", arriving));
            Assert.Equal(string.Join('\n', RevisionReference.Of(Rules(), arriving, bound, allowed)), string.Join('\n', WithoutOtherCauses(run.Lines)));
            return true;
        }, iter: 300);

    /// <summary>An answer that is the same but for the events that it follows from is told anew; the reference does not look at these.</summary>
    private static List<string> WithoutOtherCauses(IReadOnlyList<string> lines)
    {
        var left = new List<string>();
        foreach (var line in lines)
        {
            if (left.Count > 0 && left[^1].StartsWith("retracted", StringComparison.Ordinal) && line == string.Concat("provisional", left[^1].AsSpan("retracted".Length))) left.RemoveAt(left.Count - 1);
            else left.Add(line);
        }

        return left;
    }

    private static Rule[] Rules() =>
        [
            new DeterminismTests.Prints(), new DeterminismTests.Closes(), new DeterminismTests.ClosesOfCloses(), new DeterminismTests.Spread(), new DeterminismTests.Foreign(), new Silences(), new Hops(),
            .. RevisedPatterns.Rules(),
        ];

    private static TestRule<Trade, double> Sums() => new(trades => trades.Tumbling(TimeSpan.FromSeconds(10)).Sum(t => t.Price).Select(w => w.Value));

    private static IEnumerable<string> Lines(Rule rule, params IReadOnlyList<IEvent> events) =>
        Said.Of([rule], new EngineOptions { Timing = TenSeconds }, new ListFeed("f", events)).Lines.Select(Short);

    /// <summary>Status, seconds and payload of a line.</summary>
    private static string Short(string line)
    {
        var words = line.Split(' ');
        return $"{words[0]} {(EventTime.Parse(words[1]).Nanos - Start.Nanos) / 1_000_000_000} {words[^1]}";
    }

    [Rule("silences")]
    private sealed class Silences : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Absent(TimeSpan.FromSeconds(4.2)).Select(x => x.Last.Price);
    }

    [Rule("hops")]
    private sealed class Hops : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) =>
            trades.Hopping(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2)).Sum(t => t.Price).Select(w => w.Value).Scan(0.0, (sum, x) => sum / 2 + x);
    }
}
