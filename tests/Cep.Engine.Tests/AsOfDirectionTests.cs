using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>As-of joins that look forward or both ways, that have no limit, or that keep events without a partner.</summary>
public sealed class AsOfDirectionTests
{
    //  seconds  0     4   6
    //  quotes   1,2   3   4,5    within 2 s
    private static readonly IEvent[] Quotes =
        [Quote("A", 0, 1, 1), Quote("A", 0, 2, 2), Quote("A", 4, 3, 3), Quote("A", 6, 4, 4), Quote("A", 6, 5, 5)];

    [Theory]
    [InlineData(AsOfDirection.Backward, 4, "3@4")]
    [InlineData(AsOfDirection.Backward, 5, "3@5")]
    [InlineData(AsOfDirection.Backward, 3, "none@3")]
    [InlineData(AsOfDirection.Forward, 4, "3@6")]
    [InlineData(AsOfDirection.Forward, 5, "4@7")]
    [InlineData(AsOfDirection.Forward, 1, "none@3")]
    [InlineData(AsOfDirection.Forward, 2, "3@4")]
    [InlineData(AsOfDirection.Nearest, 2, "2@4")]
    [InlineData(AsOfDirection.Nearest, 5, "3@7")]
    [InlineData(AsOfDirection.Nearest, 0, "2@2")]
    [InlineData(AsOfDirection.Nearest, 9, "none@11")]
    public void Ties_and_ends_are_as_stated(AsOfDirection direction, int second, string expected)
    {
        var events = Quotes.Append(Trade("A", second, 9)).OrderBy(e => e.Time).ToArray();
        Assert.Equal([expected], Run((t, q) => t.AsOfOrDefault(q, TimeSpan.FromSeconds(2), Tell, direction), 2, 1, events));
    }

    [Fact]
    public void Without_a_duration_the_latest_partner_counts_however_old() =>
        Assert.Equal(["1@90000"], Run((t, q) => t.WithReference(q, (trade, quote) => Tell(trade, quote)), 1, 1, [Trade("B", 0, 1), Quote("A", 0, 1, 1), Trade("A", 90_000, 2)]));

    [Fact]
    public void Durations_out_of_bounds_are_refused() =>
        Assert.Contains("292 years", Assert.Throws<RuleException>(() => Run((t, q) => t.AsOf(q, TimeSpan.MaxValue, (trade, quote) => Tell(trade, quote)), 1, 1, Quotes)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_directions_agree_with_searching_all_events() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30], Gen.Bool).Array[0, 40], Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[1, 45], Gen.Int[1, 3]).Sample((raw, within, way, batchSize, shards) =>
        {
            var direction = (AsOfDirection)way;
            var events = raw.Select((x, i) => x.Item3 ? (IEvent)Trade($"S{x.Item1}", x.Item2, i) : Quote($"S{x.Item1}", x.Item2, i + 1, i + 1)).OrderBy(e => e.Time).ToArray();
            var span = TimeSpan.FromSeconds(within);
            var expected = events.OfType<Trade>().Select(t =>
            {
                var mine = events.OfType<Quote>().Where(q => q.Symbol == t.Symbol).ToList();
                var back = mine.Where(q => q.Time <= t.Time && t.Time - q.Time <= span).Select(q => (Quote?)q).LastOrDefault();
                var ahead = mine.Where(q => q.Time >= t.Time && q.Time - t.Time <= span).Select(q => (Quote?)q).FirstOrDefault();
                var partner = direction switch
                {
                    AsOfDirection.Backward => back,
                    AsOfDirection.Forward => ahead,
                    _ => back is { } b && ahead is { } a ? (t.Time - b.Time <= a.Time - t.Time ? b : a) : back ?? ahead,
                };
                var at = direction == AsOfDirection.Backward ? t.Time : t.Time + span;
                return (At: at, Key: t.Symbol.Name, Text: $"{Tell(t, partner)}@{(at - Start).TotalSeconds}");
            }).OrderBy(x => x.At).ThenBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Text);
            Assert.Equal(expected, Run((t, q) => t.AsOfOrDefault(q, span, Tell, direction), batchSize, shards, events));
            return true;
        }, iter: 500);

    private static string Tell(Trade trade, Quote? quote) => quote is { } known ? $"{known.BidPrice}" : "none";

    private static IEnumerable<string> Run(Func<EventStream<Trade>, EventStream<Quote>, IObservable<string>> query, int batchSize, int shards, IReadOnlyList<IEvent> events) =>
        RunResult.Of([new TestRule<Trade, Quote, string>(query)], new EngineOptions { BatchSize = batchSize, Shards = shards }, new ListFeed("f", events))
            .Lines.Select(line => $"{line.Split('"')[1]}@{(EventTime.Parse(line.Split(' ')[0]) - Start).TotalSeconds}");
}
