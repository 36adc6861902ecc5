using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class AbsentTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    //  a(0) ──b(4.9)────────▲b(9.9)──c(20)──▲c(25)
    [Fact]
    public void Each_silence_is_noticed_once_and_the_next_event_arms_again() =>
        Assert.Equal(
            ["9.9 A 2 [1,1,1]", "25 A 3 [2,2,1]"],
            Run(Absent, [Trade("A", 0, 1), Trade("A", 4.9, 2), Trade("A", 20, 3)]));

    [Fact]
    public void An_event_exactly_at_the_deadline_comes_too_late_and_one_nanosecond_before_in_time()
    {
        Assert.Equal(["5 A 1 [0,0,1]", "10 A 2 [1,1,1]"], Run(Absent, [Trade("A", 0, 1), Trade("A", 5, 2)]));
        Assert.Equal(["9.999999999 A 2 [1,1,1]"], Run(Absent, [Trade("A", 0, 1), Trade("A", 4.999999999, 2)]));
    }

    [Fact]
    public void Another_keys_events_move_time() =>
        Assert.Equal(
            ["5 A 1 [0,0,1]", "12 B 2 [1,1,1]"],
            Run(Absent, [Trade("A", 0, 1), Trade("B", 7, 2)]));

    [Fact]
    public void An_event_that_is_excused_disarms() =>
        Assert.Equal(
            ["30 A 3 [2,2,1]"],
            Run(t => t.Absent(FiveSeconds, t => t.Price == 2).Select(a => a.Last.Price), [Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 25, 3)]));

    [Fact]
    public void A_notice_says_since_when_and_until_when() =>
        Assert.Equal(
            new Absence<Trade>(Trade("A", 1, 1), At(1), At(6)),
            Assert.Single(Absences([Trade("A", 1, 1)])));

    [Fact]
    public void An_event_whose_excuse_throws_is_left_out()
    {
        var result = Result(t => t.Absent(FiveSeconds, x => x.Price == 2 ? throw new InvalidOperationException("two") : false).Select(a => a.Last.Price), [Trade("A", 0, 1), Trade("A", 3, 2)]);
        Assert.Contains("two", Assert.Single(result.Letters).Message, StringComparison.Ordinal);
        Assert.Equal(At(5), EventTime.Parse(Assert.Single(result.Lines).Split(' ')[0]));
    }

    [Fact]
    public void Absences_agree_with_looking_at_each_event_and_the_next() =>
        Gen.Select(Trades, Gen.Int[1, 12], Gen.Int[1, 50], Gen.Int[1, 4]).Sample((trades, seconds, batchSize, shards) =>
        {
            var expected =
                from x in trades.Select((t, i) => (t, i))
                let next = trades.Where((t, i) => i > x.i && t.Symbol == x.t.Symbol).Select(t => t.Time).DefaultIfEmpty(EventTime.MaxValue).First()
                let due = x.t.Time + TimeSpan.FromSeconds(seconds)
                where next >= due && x.t.Price != 3
                orderby due, x.t.Symbol.Name
                select Line((due.Nanos - Start.Nanos) / 1e9, x.t.Symbol.Name, x.t.Price, x.i, x.i, 1);
            Assert.Equal(
                expected,
                Run(t => t.Absent(TimeSpan.FromSeconds(seconds), t => t.Price == 3).Select(a => a.Last.Price), trades, new EngineOptions { BatchSize = batchSize, Shards = shards }));
            return true;
        }, iter: 500);

    private static EventStream<double> Absent(EventStream<Trade> trades) => trades.Absent(FiveSeconds).Select(a => a.Last.Price);

    private static List<Absence<Trade>> Absences(Trade[] trades)
    {
        var seen = new List<Absence<Trade>>();
        Run(t => t.Absent(FiveSeconds).Select(a => { seen.Add(a); return 0; }), trades);
        return seen;
    }
}
