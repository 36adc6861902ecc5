using System.Reactive.Linq;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class ForeignEndTests
{
    //  A ─1──────│              the log ends at 4: A's pipeline completes there, with the 1 it still holds
    //  B ──────2─│─────────2    B's silence ends at 14, and makes its pair complete
    [Fact]
    public void Rules_see_what_pipelines_say_at_the_end_in_time_order()
    {
        var feed = new ListFeed("f", Trade("A", 0, 1), Trade("B", 4, 2));
        var lines = RunResult.Of([new Pairs(), new PairsByThree()], new EngineOptions(), feed).Lines
            .Select(line => line.Split(' '))
            .Select(words => $"{words[0][11..19]} {words[1]} {words[2]} {words[6]}");
        Assert.Equal(
            [
                "13:30:04 pairs A {\"sum\":1}", "13:30:06 pairs-by-three A {\"value\":1}",
                "13:30:14 pairs B {\"sum\":4}", "13:30:15 pairs-by-three B {\"value\":4}",
            ],
            lines);
    }

    internal readonly record struct PairOf(double Sum);

    internal readonly record struct Total(double Value);

    /// <summary>A trade with the silence after it, where trades at 2 alone are missed.</summary>
    [Rule("pairs")]
    internal sealed class Pairs : Rule<Trade, PairOf>
    {
        public override IObservable<PairOf> Query(EventStream<Trade> trades) =>
            trades.Select(trade => trade.Price)
                .Merge(trades.Where(trade => trade.Price == 2).Absent(TimeSpan.FromSeconds(10)).Select(absence => absence.Last.Price))
                .Buffer(2).Select(pair => new PairOf(pair.Sum()));
    }

    [Rule("pairs-by-three")]
    internal sealed class PairsByThree : Rule<PairOf, Total>
    {
        public override IObservable<Total> Query(EventStream<PairOf> pairs) => pairs.Tumbling(TimeSpan.FromSeconds(3)).Sum(pair => pair.Sum).Select(window => new Total(window.Value));
    }
}
