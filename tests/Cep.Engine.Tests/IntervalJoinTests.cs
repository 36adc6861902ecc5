using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class IntervalJoinTests
{
    [Fact]
    public void Both_ends_belong_to_the_interval_and_a_pair_has_the_time_of_the_later() =>
        Assert.Equal(
            ["10-1@10 [0,1,2]", "10-2@13 [1,2,2]"],
            Run(5, 3, 1, 1, Quote("A", 5, 1, 1), Trade("A", 10, 10), Quote("A", 13, 2, 2), Quote("A", 13.000000001, 3, 3), Trade("A", 20, 11)));

    [Fact]
    public void Pairs_of_one_time_come_as_the_log_completes_them() =>
        Assert.Equal(
            ["1-2@0 [0,1,2]", "3-2@0 [1,2,2]", "1-4@0 [0,3,2]", "3-4@0 [2,3,2]"],
            Run(0, 0, 4, 1, Trade("A", 0, 1), Quote("A", 0, 2, 2), Trade("A", 0, 3), Quote("A", 0, 4, 4)));

    [Fact]
    public void An_empty_interval_is_refused() =>
        Assert.Contains("is empty", Assert.Throws<RuleException>(() => Run(1, -2, 1, 1, Trade("A", 0, 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void Pairs_agree_with_trying_all_of_them() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Bool).Array[0, 40], Gen.Int[-4, 8], Gen.Int[0, 9], Gen.Int[1, 45], Gen.Int[1, 3]).Sample((raw, before, length, batchSize, shards) =>
        {
            var after = length - before;
            var events = raw.Select((x, i) => x.Item3 ? (IEvent)Trade($"S{x.Item1}", x.Item2, i) : Quote($"S{x.Item1}", x.Item2, i, i)).OrderBy(e => e.Time).ToArray();
            var expected =
                from t in events.Select((e, n) => (e, n)).Where(x => x.e is Trade)
                from q in events.Select((e, n) => (e, n)).Where(x => x.e is Quote)
                let apart = (q.e.Time - t.e.Time).TotalSeconds
                where t.e.Symbol == q.e.Symbol && apart >= -before && apart <= after
                let last = Math.Max(t.n, q.n)
                orderby events[last].Time, t.e.Symbol.Name, last, t.n, q.n
                select $"{((Trade)t.e).Price}-{((Quote)q.e).BidPrice}@{(events[last].Time - Start).TotalSeconds} [{Math.Min(t.n, q.n)},{last},2]";
            Assert.Equal(expected, Run(before, after, batchSize, shards, events));
            return true;
        }, iter: 500);

    private static IEnumerable<string> Run(double before, double after, int batchSize, int shards, params IReadOnlyList<IEvent> events) =>
        RunResult.Of(
                [new TestRule<Trade, Quote, string>((t, q) => t.IntervalJoin(q, TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(after), (a, b) => $"{a.Price}-{b.BidPrice}"))],
                new EngineOptions { BatchSize = batchSize, Shards = shards },
                new ListFeed("f", events))
            .Lines.Select(line => $"{line.Split('"')[1]}@{(EventTime.Parse(line.Split(' ')[0]) - Start).TotalSeconds} {line.Split(' ')[5]}");
}
