using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A rule may state after how long it forgets a quiet key; when it returns, it is as if it were new.</summary>
public sealed class QuietKeysTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    //  5 s   A: 1──2────────(forgotten at 7)──3   B: 1──────1─────1
    [Fact]
    public void A_key_that_was_quiet_for_so_long_begins_anew() =>
        Assert.Equal(
            ["A 1", "B 1", "A 3", "B 2", "A 3", "B 3"],
            Sums(5 * Second, Trade("A", 0, 1), Trade("B", 1, 1), Trade("A", 2, 2), Trade("B", 5, 1), Trade("A", 8, 3), Trade("B", 9, 1)));

    [Fact]
    public void An_event_just_when_the_time_is_over_comes_too_late() =>
        Assert.Equal(["A 1", "A 2"], Sums(5 * Second, Trade("A", 0, 1), Trade("A", 5, 2)));

    [Fact]
    public void An_event_just_before_is_in_time() =>
        Assert.Equal(["A 1", "A 3"], Sums(5 * Second, Trade("A", 0, 1), Trade("A", 4.999999999, 2)));

    /// <summary>A quote keeps the key awake although the sum is one of trades.</summary>
    [Fact]
    public void An_event_of_any_input_counts()
    {
        var rule = new TestRule<Trade, Quote, double>((trades, _) => trades.Scan(0.0, (sum, t) => sum + t.Price)) { ForgetAfter = 5 * Second };
        var result = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", Trade("A", 0, 1), Quote("A", 4, 1, 2), Trade("A", 8, 2), Trade("A", 13, 4)));
        Assert.Equal(["1", "3", "4"], result.Lines.Select(line => line.Split(' ')[^1]));
    }

    //  1 s, windows of 10 s   A: 1────2────│ 3
    [Fact]
    public void What_is_still_due_is_waited_for()
    {
        var rule = new TestRule<Trade, double>(t => t.Tumbling(10 * Second).Sum(x => x.Price).Scan(0.0, (sum, w) => sum + w.Value)) { ForgetAfter = Second };
        var result = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", Trade("A", 0, 1), Trade("A", 5, 2), Trade("A", 9, 4), Trade("B", 15, 1), Trade("A", 20, 8)));

        // The window is told whole at 10 s; with it all is said, and the sum of windows begins anew.
        Assert.Equal(["7", "1", "8"], result.Lines.Select(line => line.Split(' ')[^1]));
    }

    /// <summary>Each stretch of a key between two silences, given a name of its own, is a key that was never seen before.</summary>
    [Fact]
    public void A_forgotten_key_is_like_another_key() =>
        Gen.Select(DeterminismTests.Stream, Gen.Int[0, Stepwise.Length - 1], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[1, 3]).Sample((events, query, after, batchSize, shards) =>
        {
            var rule = Stepwise[query](null);
            if (rule.InputTypes.Count == 1) events = [.. events.Where(e => e is Trade)];
            var renamed = Renamed(events, after * 1_000_000_000L);
            var expected = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", renamed));
            var options = new EngineOptions { BatchSize = batchSize, Shards = shards };
            var actual = RunResult.Of([Stepwise[query](TimeSpan.FromSeconds(after))], options, new ListFeed("f", events));
            Assert.Equal(expected.Lines.Select(Told).Order(), actual.Lines.Select(Told).Order());
            return true;
        }, iter: 400);

    [Fact]
    public void Neither_batches_nor_shards_show() =>
        Gen.Select(DeterminismTests.Stream, Gen.Int[0, All.Length - 1], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[1, 4]).Sample((events, query, after, batchSize, shards) =>
        {
            var rule = All[query](TimeSpan.FromSeconds(after));
            if (rule is KeyedQueries.OfQuotesAndTheirOwn) return true;
            var plain = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", events));
            var other = RunResult.Of([rule], new EngineOptions { BatchSize = batchSize, Shards = shards }, new ListFeed("f", events));
            Assert.Equal(plain.Text, other.Text);
            return true;
        }, iter: 600);

    [Fact]
    public void Windows_and_timers_lose_nothing_by_it() =>
        Gen.Select(DeterminismTests.Stream, Gen.Int[0, RunOut.Length - 1], Gen.Int[1, 9]).Sample((events, query, after) =>
        {
            var kept = RunResult.Of([RunOut[query](null)], new EngineOptions(), new ListFeed("f", events));
            var forgotten = RunResult.Of([RunOut[query](TimeSpan.FromSeconds(after))], new EngineOptions(), new ListFeed("f", events));
            Assert.Equal(kept.Text, forgotten.Text);
            return true;
        }, iter: 400);

    [Fact]
    public void A_duration_that_is_not_positive_is_refused()
    {
        var rule = new TestRule<Trade, double>(trades => trades.Select(t => t.Price)) { ForgetAfter = TimeSpan.Zero };
        var fault = Assert.Throws<RuleException>(() => RunResult.Of([rule], new EngineOptions(), new ListFeed("f")));
        Assert.Contains("forgets quiet keys after 00:00:00; give a duration above zero", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What these keep has no end of its own.</summary>
    private static Func<TimeSpan?, Rule>[] Stepwise =>
    [
        Of(t => t.Scan(0.0, (sum, x) => sum / 2 + x.Price)),
        Of(t => t.Ema(3, x => x.Price)),
        Of(t => t.Select(x => x.Price).Pairwise()),
        Of(t => t.DistinctUntilChanged(x => x.Price).Select(x => x.Price)),
        Of(t => t.Select(x => x.Price).AsObservable().Scan((sum, x) => sum / 2 + x)),
        after => new TestRule<Trade, Quote, double>((t, q) => t.WithReference(q, (a, b) => a.Price * 10 + b.BidPrice)) { ForgetAfter = after },
        after => new TestRule<Trade, Quote, double>((t, q) => t.Select(x => x.Price).Merge(q.Select(x => -x.BidPrice)).Scan((sum, x) => sum / 2 + x)) { ForgetAfter = after },
    ];

    /// <summary>What these keep is over some time after an event.</summary>
    private static Func<TimeSpan?, Rule>[] RunOut =>
    [
        Of(t => t.Tumbling(7 * Second).Sum(x => x.Price).Tumbling(20 * Second).Count()),
        Of(t => t.Hopping(9 * Second, 2 * Second).Bars()),
        Of(t => t.Absent(4 * Second)),
        Of(t => t.Timeout(5 * Second, from: x => x.Price < 4, until: (asked, x) => x.Price > asked.Price)),
        Of(t => t.Every(2 * Second, 6 * Second).Select(x => x.Price)),
        Of(t => t.AsOf(t.Where(x => x.Price > 3), 5 * Second, (a, b) => a.Price * 10 + b.Price, AsOfDirection.Forward)),
    ];

    private static Func<TimeSpan?, Rule>[] All =>
    [
        .. Stepwise, .. RunOut, .. KeyedQueries.All,
        Of(t => t.Buffer(3, 2).Select(window => window.Sum(x => x.Price))),
        Of(t => t.Sample(2 * Second, t.Scheduler).Select(x => x.Price)),
        Of(t => t.Tumbling(3 * Second).Sum(x => x.Price).Select(w => w.Value).Throttle(3 * Second, t.Scheduler)),
    ];

    private static Func<TimeSpan?, Rule> Of<T>(Func<EventStream<Trade>, IObservable<T>> query) =>
        after => new TestRule<Trade, T>(query) { ForgetAfter = after };

    private static IEnumerable<string> Sums(TimeSpan after, params IEvent[] events) =>
        RunResult.Of([Of(t => t.Scan(0.0, (sum, x) => sum + x.Price))(after)], new EngineOptions { BatchSize = 3 }, new ListFeed("f", events))
            .Lines.Select(line => $"{line.Split(' ')[2]} {line.Split(' ')[^1]}");

    private static IEvent[] Renamed(IEvent[] events, long afterNanos)
    {
        var lasts = new Dictionary<string, (long Time, int Part)>();
        return Array.ConvertAll(events, IEvent (value) =>
        {
            var (name, time) = (value.Symbol.Name, value.Time.Nanos);
            var (last, part) = lasts.GetValueOrDefault(name, (time, 0));
            if (time - last >= afterNanos) part++;
            lasts[name] = (time, part);
            var symbol = Symbol.Of($"{name}/{part}");
            return value is Trade trade ? trade with { Symbol = symbol } : (Quote)value with { Symbol = symbol };
        });
    }

    /// <summary>All of a line but key and id.</summary>
    private static string Told(string line) => string.Join(' ', line.Split(' ') is var words ? [words[0], .. words[5..]] : words);
}
