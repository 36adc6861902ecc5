using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>The one law: threads, batch sizes and how the input is split into feeds can't change a byte of the output.</summary>
public sealed class DeterminismTests
{
    /// <summary>Few symbols, few prices and coarse times, so that ties are everywhere.</summary>
    private static readonly Gen<IEvent> AnyEvent = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 40], Gen.Int[1, 6], Gen.Int[0, 3], (symbol, second, price, kind) =>
        kind == 0 ? (IEvent)Quote($"S{symbol}", second, price, price + 1) : Trade($"S{symbol}", second, price));

    internal static readonly Gen<IEvent[]> Stream = AnyEvent.Array[0, 60].Select(events => events.OrderBy(e => e.Time).ToArray());

    private static readonly Gen<IReadOnlyList<Rule>> Rules = Gen.Int[0, Queries.Length - 1].Array[1, 3].Select(picked =>
        (IReadOnlyList<Rule>)picked.Distinct().Select(i => Queries[i]()).ToList());

    internal static Func<Rule>[] Queries =>
    [
        () => new Prints(),
        () => new Closes(),
        () => new ClosesOfCloses(),
        () => new Foreign(),
        () => new ForeignMerge(),
        () => new WindowsThatEndTogether(),
        () => new Spread(),
        () => new Faulty(),
        () => new UnansweredFalls(),
        () => new HalfTurns(),
        () => new Steps(),
        () => new Rises(),
        () => new RiseSums(),
        () => new Moving(),
        () => new EarlyBars(),
        () => new Sessions(),
        () => new AcrossSymbols(),
    ];

    [Fact]
    public void Shards_batch_size_and_read_ahead_change_nothing() =>
        Gen.Select(Stream, Rules, Gen.Int[1, 4], Gen.Int[1, 70], Gen.Bool).Sample((events, rules, shards, batchSize, readAhead) =>
        {
            var all = WithProducers(rules);
            var plain = RunResult.Of(all, new EngineOptions { BatchSize = 1000, ReadAhead = false }, new ListFeed("f", events));
            var other = RunResult.Of(all, new EngineOptions { Shards = shards, BatchSize = batchSize, ReadAhead = readAhead }, new ListFeed("f", events));
            Assert.Equal(plain.Text, other.Text);
            return true;
        }, iter: 400);

    [Fact]
    public void Merging_feeds_gives_the_log_of_all_of_them_sorted() =>
        Gen.Select(Stream, Gen.Int[1, 5].Array[60], Gen.Int[1, 20]).Sample((events, feedOf, batchSize) =>
        {
            // Feeds get disjoint parts; ties go by feed name, then by the order within the feed.
            var parts = Enumerable.Range(1, 5).Select(f => events.Where((_, i) => feedOf[i] == f).ToArray()).ToArray();
            var merged = parts.SelectMany((part, f) => part.Select(e => (e, f))).OrderBy(x => x.e.Time).ThenBy(x => x.f).Select(x => x.e).ToArray();
            var feeds = parts.Select((part, f) => new ListFeed($"feed-{f}", part)
            {
                Earliest = part.Length > 0 && f % 2 == 0 ? part[0].Time : EventTime.MinValue,
            }).Reverse().ToArray();
            Rule[] rules = [new Prints(), new ForeignMerge()];
            Assert.Equal(
                RunResult.Of(rules, new EngineOptions(), new ListFeed("one", merged)).Text,
                RunResult.Of(rules, new EngineOptions { BatchSize = batchSize }, feeds).Text);
            return true;
        }, iter: 400);

    [Fact]
    public void Malformed_and_late_rows_are_told_in_the_same_order_every_time() =>
        Gen.Select(AnyEvent.Array[0, 40], AnyEvent.Array[0, 40], Gen.Int[0, 40].Array[0, 6], Gen.Int[1, 50], Gen.Int[1, 3]).Sample((a, b, bad, batchSize, shards) =>
        {
            IFeed[] Feeds() =>
            [
                new ListFeed("a", a) { MalformedBefore = [.. bad.Where(row => row <= a.Length).Order()] },
                new ListFeed("b", b) { MalformedBefore = [.. bad.Where(row => row <= b.Length).Order()] },
            ];
            var plain = RunResult.Of([new Prints(), new Faulty()], new EngineOptions { BatchSize = 1000 }, Feeds());
            var other = RunResult.Of([new Prints(), new Faulty()], new EngineOptions { BatchSize = batchSize, Shards = shards }, Feeds());
            Assert.Equal(plain.Text, other.Text);
            var malformed = plain.Summary.DeadLetters.GetValueOrDefault(DeadLetterReason.Malformed);
            Assert.Equal(a.Length + b.Length, plain.Summary.Events + plain.Summary.LateEvents);
            Assert.Equal(bad.Count(row => row <= a.Length) + bad.Count(row => row <= b.Length), malformed);
            return true;
        }, iter: 400);

    /// <summary>Which keys share a shard must not show in the order of rows that end at one time.</summary>
    [Fact]
    public void Merging_results_that_end_at_one_time_does_not_depend_on_the_other_keys()
    {
        var size = TimeSpan.FromSeconds(7);
        TimerRuns.IsTheSameHoweverRun(t => t.Where(x => x.Price < 4).Tumbling(size).Last(x => x.Price).Select(w => w.Value)
            .Merge(t.Where(x => x.Price >= 3).Tumbling(size).Last(x => -x.Price).Select(w => w.Value)));
        TimerRuns.IsTheSameHoweverRun(t => t.Where(x => x.Price < 4).Absent(size).Select(a => a.Last.Price)
            .Merge(t.Where(x => x.Price >= 3).Absent(size).Select(a => -a.Last.Price))
            .Merge(t.Every(size, size).Select(x => 10 + x.Price))
            .Merge(t.Timeout(size).Select(x => 20 + x.Event.Price)));
    }

    internal static IReadOnlyList<Rule> WithProducers(IReadOnlyList<Rule> rules) =>
        rules.Any(rule => rule is ClosesOfCloses) && !rules.Any(rule => rule is Closes) ? [.. rules, new Closes()] : rules;

    internal readonly record struct Print(double Price);

    internal readonly record struct Close(EventTime End, double Price, long Count);

    [Rule("prints")]
    internal sealed class Prints : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) => from t in trades where t.Price > 2 select new Print(t.Price);
    }

    [Rule("closes")]
    internal sealed class Closes : Rule<Trade, Close>
    {
        public override IObservable<Close> Query(EventStream<Trade> trades) =>
            from w in trades.Tumbling(TimeSpan.FromSeconds(3)).Last(t => t.Price) select new Close(w.End, w.Value, w.Count);
    }

    [Rule("closes-of-closes")]
    internal sealed class ClosesOfCloses : Rule<Close, Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Close> closes, EventStream<Trade> trades) =>
            closes.Tumbling(TimeSpan.FromSeconds(9)).Sum(c => c.Price)
                .AsOf(trades, TimeSpan.FromSeconds(4), (w, t) => new Print(w.Value + t.Price / 100));
    }

    [Rule("foreign")]
    internal sealed class Foreign : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Where(t => t.Price > 1).Buffer(3, 2).Select(window => new Print(window.Sum(t => t.Price)));
    }

    [Rule("foreign-merge")]
    internal sealed class ForeignMerge : Rule<Trade, Quote, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
            trades.Select(t => t.Price).Merge(quotes.Select(q => -q.BidPrice))
                .Merge(trades.Tumbling(TimeSpan.FromSeconds(2)).Last(t => 1000 + t.Price).Select(w => w.Value))
                .Scan((sum, x) => sum / 2 + x).Select(x => new Print(x));
    }

    /// <summary>Windows of all keys end together and leave in key order, which is another one in each shard.</summary>
    [Rule("windows-that-end-together")]
    internal sealed class WindowsThatEndTogether : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Tumbling(TimeSpan.FromSeconds(2)).Last(t => t.Price).Select(w => w.Value)
                .Merge(trades.Where(t => t.Price > 3).Tumbling(TimeSpan.FromSeconds(4)).Last(t => -t.Price).Select(w => w.Value))
                .Scan((sum, x) => sum / 2 + x).Select(x => new Print(x));
    }

    [Rule("spread")]
    internal sealed class Spread : Rule<Trade, Quote, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
            trades.AsOf(quotes, TimeSpan.FromSeconds(5), (t, q) => new Print(t.Price - q.BidPrice));
    }

    /// <summary>Windows that events leave in the order in which they came, whatever their keys.</summary>
    [Rule("moving")]
    internal sealed class Moving : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Sliding(TimeSpan.FromSeconds(4)).Sum(t => t.Price).CountSliding(3, 2).Min(w => w.Value).Select(w => new Print(w.Value));
    }

    [Rule("early-bars")]
    internal sealed class EarlyBars : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Hopping(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)).EarlyEvery(TimeSpan.FromSeconds(2)).Bars().Select(bar => new Print(bar.Vwap));
    }

    [Rule("sessions")]
    internal sealed class Sessions : Rule<Trade, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Session(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9)).Mean(t => t.Price).CountTumbling(2).Last(w => w.Value).Select(w => new Print(w.Value));
    }

    [Rule("across-symbols")]
    internal sealed class AcrossSymbols : Rule<Trade, Quote, Print>
    {
        public override IObservable<Print> Query(EventStream<Trade> trades, EventStream<Quote> quotes) => trades
            .PartitionBy(t => t.Price == 6 && t.Time.Nanos % 2 == 0 ? throw new InvalidOperationException("six") : t.Symbol.Name == "S1" ? "one" : "others")
            .AsOfOrDefault(quotes.PartitionBy(_ => "others"), TimeSpan.FromSeconds(5), (t, q) => t.Price * 10 + (q?.BidPrice ?? 9))
            .Scan(0.0, (sum, x) => sum / 2 + x)
            .Select(x => new Print(x));
    }

    [Rule("faulty")]
    internal sealed class Faulty : Rule<Trade, Print>
    {
        public override FaultPolicy FaultPolicy => FaultPolicy.QuarantineAfter(2);

        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Scan(0.0, (sum, t) => t.Price == 3 ? throw new InvalidOperationException("three") : sum + t.Price)
                .Select(sum => sum % 7 == 5 ? throw new InvalidOperationException("five") : new Print(sum));
    }

    internal sealed class Turn
    {
        public Stage<Trade> Falls { get; } = new();

        public Stage<Quote> Quotes { get; } = new();

        public Stage<Trade> Rises { get; } = new();
    }

    /// <summary>Matches of two types of event that complete by time alone, and wait for one another.</summary>
    [Rule("unanswered-falls")]
    internal sealed class UnansweredFalls : Rule<Trade, Quote, Print>
    {
        private static readonly Pattern<Turn> Pattern = Cep.Pattern.Of<Turn>()
            .Begin(m => m.Falls, (t, m) => m.Falls.IsEmpty || t.Price < m.Falls.Last.Price).OneOrMore()
            .FollowedByAny(m => m.Quotes, q => q.BidPrice > 2)
            .NotFollowedBy(m => m.Rises, (t, m) => t.Price > m.Falls.Last.Price)
            .Within(TimeSpan.FromSeconds(6)).SkipToNext(EventUse.Consumed);

        public override IObservable<Print> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
            trades.Match(quotes, Pattern).Select(m => new Print(m.Falls.Sum(t => t.Price) + m.Quotes.Last.BidPrice / 100));
    }

    [Rule("half-turns")]
    internal sealed class HalfTurns : Rule<Trade, Print>
    {
        private static readonly Pattern<Turn> Pattern = Cep.Pattern.Of<Turn>()
            .Begin(m => m.Falls, t => t.Price < 4)
            .FollowedBy(m => m.Rises, (t, m) => t.Price == 6 ? throw new InvalidOperationException("six") : t.Price > m.Falls.Last.Price).Times(2)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared);

        public override IObservable<Print> Query(EventStream<Trade> trades) =>
            trades.Match(trades.Where(_ => false).Select(_ => default(Quote)), Pattern).TimedOut(t => new Print(t.Match.Falls.Last.Price));
    }

    internal sealed class Rise
    {
        public Stage<Trade> Low { get; } = new();

        public Stage<Trade> High { get; } = new();

        public AllStages<Trade> All { get; } = new();

        public static PatternSequence<Rise> Any => Pattern.Of<Rise>()
            .Begin(m => m.Low, t => t.Price < 4)
            .FollowedByAny(m => m.High, t => t.Price == 6 ? throw new InvalidOperationException("six") : t.Price > 2).OneOrMore()
            .Within(TimeSpan.FromSeconds(7));
    }

    /// <summary>Neighbouring events: a state machine.</summary>
    [Rule("steps")]
    internal sealed class Steps : Rule<Trade, Print>
    {
        private static readonly Pattern<Rise> Pattern = Cep.Pattern.Of<Rise>()
            .Begin(m => m.Low)
            .Next(m => m.High, (t, m) => t.Price == 6 ? throw new InvalidOperationException("six") : t.Price >= m.All.Last.Price).Times(2).Consecutive()
            .Within(TimeSpan.FromSeconds(20)).SkipToLast(m => m.High, EventUse.Shared);

        public override IObservable<Print> Query(EventStream<Trade> trades) => trades.Match(Pattern).Select(m => new Print(m.All.Sum(t => t.Price)));
    }

    /// <summary>All matches, of partial matches that share what they have in common.</summary>
    [Rule("rises")]
    internal sealed class Rises : Rule<Trade, Print>
    {
        private static readonly Pattern<Rise> Pattern = Rise.Any.NoSkip(EventUse.AllConsumed);

        public override IObservable<Print> Query(EventStream<Trade> trades) => trades.Match(Pattern).Select(m => new Print(m.All.Sum(t => t.Price)));
    }

    /// <summary>A number of all matches, none of them listed.</summary>
    [Rule("rise-sums")]
    internal sealed class RiseSums : Rule<Trade, Print>
    {
        private static readonly Pattern<Rise> Pattern = Rise.Any.NoSkip(EventUse.Shared);

        public override IObservable<Print> Query(EventStream<Trade> trades) => trades.Match(Pattern).Sum(m => m.High, t => t.Price).Select(sum => new Print(sum));
    }
}
