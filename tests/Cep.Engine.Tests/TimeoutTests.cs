using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

/// <summary>In the conditions a positive price asks and its negative answers.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    //  a──b──B────────────▶     b is answered at 2 and a times out at 5: the later row has the earlier input
    [Theory]
    [InlineData(10, 10, "13:30:10 2 [0,2,3]")]
    [InlineData(10, 5, "13:30:05 1 [1,2,2]", "13:30:10 2 [0,2,3]", "13:30:15 1 [0,0,1]")]
    public void A_windows_causes_span_all_inputs_also_when_later_rows_have_earlier_ones(int size, int period, params string[] expected)
    {
        Trade[] trades = [Trade("S", 0, 1), Trade("S", 1, 2), Trade("S", 2, 9)];
        var result = TimerRuns.Result(
            t => Windows(t.Timeout(TimeSpan.FromSeconds(5), x => x.Price < 9, (waiting, x) => waiting.Price == 2 && x.Price == 9), size, period).Count().Select(w => w.Count), trades);
        Assert.Equal(expected, result.Lines.Select(line => line.Split(' ')).Select(words => $"{words[0][11..19]} {words[6]} {words[5]}"));
    }

    private static Windows<Awaited<Trade>> Windows(EventStream<Awaited<Trade>> rows, int size, int period) =>
        size == period ? rows.Tumbling(TimeSpan.FromSeconds(size)) : rows.Hopping(TimeSpan.FromSeconds(size), TimeSpan.FromSeconds(period));

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

    //  A 1, B 2, A 3 and C 4 begin at 0; 5 of B answers 2
    [Fact]
    public void Waits_that_time_out_together_do_so_in_the_order_in_which_they_began()
    {
        Trade[] trades = [Trade("A", 0, 1), Trade("B", 0, 2), Trade("A", 0, 3), Trade("C", 0, 4), Trade("A", 0, 6), Trade("B", 1, 5)];
        Assert.Equal(
            ["1 ALL 2 [1,5,2]", "5 ALL 21 [0,0,1]", "5 ALL 213 [2,2,1]", "5 ALL 2134 [3,3,1]", "5 ALL 21346 [4,4,1]"],
            Run(
                t => t.Timeout(FiveSeconds, x => x.Price != 5, (asked, x) => asked.Price == 2 && x.Price == 5)
                    .PartitionBy(_ => "ALL").Scan("", (text, x) => FormattableString.Invariant($"{text}{x.Event.Price}")),
                trades));
    }

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
