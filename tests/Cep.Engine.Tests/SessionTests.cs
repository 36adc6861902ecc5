using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class SessionTests
{
    private static readonly TimeSpan Three = TimeSpan.FromSeconds(3);

    //  a──b────c────────d──▶   gap 3 s
    //  [ab    c   )     [d     )
    [Fact]
    public void A_window_ends_when_the_gap_after_its_last_event_is_over() =>
        Assert.Equal(
            ["6.5 A 0-6.5 [0,2,3]", "13 A 10-13 [3,3,1]"],
            Windows(null, Trade("A", 0, 1), Trade("A", 1, 1), Trade("A", 3.5, 1), Trade("A", 10, 1)));

    [Fact]
    public void An_event_exactly_at_the_end_begins_another_window() =>
        Assert.Equal(["3 A 0-3 [0,0,1]", "6 A 3-6 [1,1,1]"], Windows(null, Trade("A", 0, 1), Trade("A", 3, 1)));

    [Fact]
    public void Keys_have_windows_of_their_own() =>
        Assert.Equal(
            ["3 A 0-3 [0,0,1]", "8 B 1-8 [1,3,3]"],
            Windows(null, Trade("A", 0, 1), Trade("B", 1, 1), Trade("B", 3.5, 1), Trade("B", 5, 1)));

    [Fact]
    public void A_window_ends_at_its_greatest_length_though_events_go_on() =>
        Assert.Equal(
            ["5 A 0-5 [0,2,3]", "10 A 5-10 [3,4,2]"],
            Windows(5, Trade("A", 0, 1), Trade("A", 2, 1), Trade("A", 4, 1), Trade("A", 5, 1), Trade("A", 7, 1)));

    [Fact]
    public void Every_aggregate_agrees_with_recomputing_each_window() =>
        Gen.Select(Trades, Gen.Int[1, 10], Gen.Int[1, 30], Gen.Int[1, 50]).Sample((trades, gap, length, batchSize) =>
        {
            var expected = Naive.Session(trades, gap, length).ToArray();
            foreach (var (name, query, value) in Naive.Aggregates.Append(Naive.AddAndRemove))
            {
                var found = Run(
                    t => query(t.Session(TimeSpan.FromSeconds(gap), TimeSpan.FromSeconds(length))), trades, new EngineOptions { BatchSize = batchSize });
                Assert.Equal(expected.Select(window => $"{name} {window.Line(value)}"), found.Select(line => $"{name} {line}"));
            }

            return true;
        }, iter: 150);

    [Fact]
    public void Batches_and_shards_change_nothing()
    {
        IsTheSameHoweverRun(t => t.Session(Three).Mean(x => x.Price).Select(w => w.Value));
        IsTheSameHoweverRun(t => t.Session(Three).Count().Session(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25)).Sum(w => w.Value));
    }

    private static List<string> Windows(int? maxSeconds, params Trade[] trades) => Run(
        t => t.Session(Three, maxSeconds is { } max ? TimeSpan.FromSeconds(max) : null).Count()
            .Select(w => $"{(w.Start - Start).TotalSeconds}-{(w.End - Start).TotalSeconds}"),
        trades);
}
