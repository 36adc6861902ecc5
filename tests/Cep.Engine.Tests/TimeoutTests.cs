using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

/// <summary>In the conditions a positive price asks and its negative answers.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public void Each_event_waits_for_the_next_of_its_key() =>
        Assert.Equal(
            ["2 A 1:2 [0,1,2]", "7 A 2 late [1,1,1]", "25 A 3 late [2,2,1]"],
            Run(t => t.Timeout(FiveSeconds).Select(Describe), [Trade("A", 0, 1), Trade("A", 2, 2), Trade("A", 20, 3)]));

    //  1(0)──2(1)──-1(3)───▲2 late(6)──-2(7)
    [Fact]
    public void Requests_are_paired_with_the_responses_they_fit() =>
        Assert.Equal(
            ["3 A 1:-1 [0,2,2]", "6 A 2 late [1,1,1]"],
            Run(Pairs, [Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 3, -1), Trade("A", 7, -2)]));

    [Fact]
    public void An_answer_exactly_at_the_deadline_comes_too_late() =>
        Assert.Equal(["5 A 1 late [0,0,1]"], Run(Pairs, [Trade("A", 0, 1), Trade("A", 5, -1)]));

    [Fact]
    public void One_answer_ends_all_waits_that_it_fits() =>
        Assert.Equal(
            ["2 A 1:-1 [0,2,2]", "2 A 1:-1 [1,2,2]"],
            Run(Pairs, [Trade("A", 0, 1), Trade("A", 1, 1), Trade("A", 2, -1)]));

    [Fact]
    public void Waits_agree_with_searching_the_answer_of_each_request() =>
        Gen.Select(Trades, Gen.Int[0, 6], Gen.Int[1, 12], Gen.Int[1, 50], Gen.Int[1, 4]).Sample((trades, least, seconds, batchSize, shards) =>
        {
            var expected =
                from x in trades.Select((t, i) => (t, i))
                where x.t.Price >= least
                let due = x.t.Time + TimeSpan.FromSeconds(seconds)
                let answer = trades.Select((t, i) => (t, i)).FirstOrDefault(y => y.i > x.i && y.t.Symbol == x.t.Symbol && y.t.Time < due && y.t.Price > x.t.Price)
                let isLate = answer.t.Price == 0
                let time = isLate ? due : answer.t.Time
                orderby time, x.t.Symbol.Name, isLate ? 0 : 1, isLate ? x.i : answer.i, x.i
                select Line(
                    (time.Nanos - Start.Nanos) / 1e9,
                    x.t.Symbol.Name,
                    isLate ? $"{x.t.Price} late" : $"{x.t.Price}:{answer.t.Price}",
                    x.i,
                    isLate ? x.i : answer.i,
                    isLate ? 1 : 2);
            Assert.Equal(
                expected,
                Run(
                    t => t.Timeout(TimeSpan.FromSeconds(seconds), t => t.Price >= least, (asked, answer) => answer.Price > asked.Price).Select(Describe),
                    trades,
                    new EngineOptions { BatchSize = batchSize, Shards = shards }));
            return true;
        }, iter: 500);

    private static EventStream<string> Pairs(EventStream<Trade> trades) =>
        trades.Timeout(FiveSeconds, t => t.Price > 0, (asked, answer) => answer.Price == -asked.Price).Select(Describe);

    private static string Describe(Awaited<Trade> awaited) =>
        FormattableString.Invariant($"{awaited.Event.Price}{(awaited.IsTimedOut ? " late" : FormattableString.Invariant($":{awaited.Answer.Price}"))}");
}
