using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class AsOfTests
{
    [Fact]
    public void A_partner_of_the_same_time_counts_even_when_it_stands_later_in_the_log() =>
        Assert.Equal(["1-9"], Join(5, Trade("A", 3, 1), Quote("A", 3, 9, 10)));

    [Fact]
    public void A_partner_exactly_as_old_as_allowed_still_counts() =>
        Assert.Equal(["1-9"], Join(5, Quote("A", 0, 9, 10), Trade("A", 5, 1), Trade("A", 5.000000001, 2)));

    [Fact]
    public void The_latest_partner_wins_and_other_keys_have_their_own() =>
        Assert.Equal(["1-8", "2-7"], Join(5, Quote("A", 0, 9, 10), Quote("A", 1, 8, 9), Quote("B", 1, 7, 9), Trade("A", 2, 1), Trade("B", 3, 2)));

    [Fact]
    public void Without_a_partner_nothing_is_emitted() =>
        Assert.Empty(Join(5, Trade("A", 0, 1), Quote("A", 1, 9, 10), Quote("B", 1, 9, 10)));

    [Fact]
    public void Joining_agrees_with_looking_back_through_all_events() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Bool).Array[0, 40], Gen.Int[0, 10], Gen.Int[1, 45]).Sample((raw, within, batchSize) =>
        {
            var events = raw.Select((x, i) => x.Item3 ? (IEvent)Trade($"S{x.Item1}", x.Item2, i) : Quote($"S{x.Item1}", x.Item2, i, i)).OrderBy(e => e.Time).ToArray();
            var expected = events.OfType<Trade>()
                .Select(t => (t, q: events.OfType<Quote>().LastOrDefault(q => q.Symbol == t.Symbol && q.Time <= t.Time)))
                .Where(x => x.q != default && x.t.Time - x.q.Time <= TimeSpan.FromSeconds(within))
                .Select(x => $"{x.t.Price}-{x.q.BidPrice}");
            Assert.Equal(expected.Order(), Join(within, batchSize, events).Order());
            return true;
        }, iter: 300);

    private static IEnumerable<string> Join(int within, params IReadOnlyList<IEvent> events) => Join(within, 1024, events);

    private static IEnumerable<string> Join(int within, int batchSize, IReadOnlyList<IEvent> events) =>
        RunResult.Of(
                [new TestRule<Trade, Quote, string>((trades, quotes) => trades.AsOf(quotes, TimeSpan.FromSeconds(within), (t, q) => $"{t.Price}-{q.BidPrice}"))],
                new EngineOptions { BatchSize = batchSize },
                new ListFeed("f", events))
            .Lines.Select(line => line.Split('"')[1]);
}
