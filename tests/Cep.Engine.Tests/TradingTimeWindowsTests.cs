using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class TradingTimeWindowsTests
{
    private const int Close = 23_400;
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;

    //  13:30 ─a──│──b── halted 10 min ──│─c─│   windows of 5 minutes, the halt from 13:37 to 13:47
    [Fact]
    public void A_halt_makes_its_window_longer_and_moves_those_after_it() =>
        Assert.Equal(
            ["A 0-300 1", "B 300-600 1", "A 300-1200 2", "A 1200-1500 1", "B 1200-1500 1"],
            Windows(
                300, Trade("A", 10, 1), Trade("A", 310, 1), Trade("B", 310, 1), Status("A", 420, TradingState.Halted),
                Status("A", 1020, TradingState.Open), Trade("A", 1199, 1), Trade("A", 1200, 1), Trade("B", 1200, 1)));

    [Fact]
    public void Without_halts_the_windows_of_a_day_begin_with_it_and_end_with_it() =>
        Assert.Equal(
            ["A 0-7000 1", "A 21000-23400 1", "A 86400-93400 1"],
            Windows(7000, Trade("A", -1, 1), Trade("A", 0, 1), Trade("A", 23_399, 1), Trade("A", Close, 1), Trade("A", 86_400, 1)));

    [Fact]
    public void An_event_during_a_halt_that_began_as_a_window_ended_belongs_to_the_next() =>
        Assert.Equal(["A 0-300 1", "A 300-700 1"], Windows(300, Trade("A", 1, 1), Status("A", 300, TradingState.Halted), Trade("A", 350, 1), Status("A", 400, TradingState.Open)));

    [Fact]
    public void A_window_that_is_halted_to_the_close_ends_with_it() =>
        Assert.Equal(
            ["A 0-23400 1", "A 86400-86800 1"],
            Windows(300, Trade("A", 1, 1), Status("A", 10, TradingState.Halted), Trade("A", 86_450, 1), Status("A", 86_500, TradingState.Open)));

    [Fact]
    public void An_event_outside_the_calendar_is_a_dead_letter()
    {
        var result = Run(300, 1024, [new Trade(EventTime.Parse("1997-12-31T15:00Z"), Symbol.Of("A"), 1, 1), Trade("A", 0, 1)]);
        Assert.Single(result.Lines);
        Assert.Contains("use a calendar whose file covers it", Assert.Single(result.Letters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_agree_with_counting_the_seconds_of_each_symbol() =>
        Gen.Select(Gen.Select(Gen.Int[0, 1], Gen.Int[-20, 200], Gen.Int[0, 9]).Array[0, 40], Gen.Int[1, 60], Gen.Int[1, 50]).Sample((raw, size, batchSize) =>
        {
            // From the first minutes of Monday over its last to the first of Tuesday.
            static double Moved(int second) => second switch { < 100 => second, < 150 => Close - 150 + second, _ => 86_400 - 160 + second };
            TradingState[] states = [TradingState.Halted, TradingState.LuldPause, TradingState.Open, TradingState.Open];
            var events = raw.OrderBy(x => x.Item2)
                .Select((x, i) => x.Item3 < states.Length ? (IEvent)Status($"S{x.Item1}", Moved(x.Item2), states[x.Item3]) : Trade($"S{x.Item1}", Moved(x.Item2), i))
                .ToArray();
            var expected = events.OfType<Trade>()
                .Select(trade => (trade.Symbol.Name, Window: Find(events, trade, size)))
                .Where(found => found.Window.End > 0)
                .GroupBy(found => found)
                .OrderBy(group => group.Key.Window.End).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
                .Select(group => $"{group.Key.Name} {group.Key.Window.Start}-{group.Key.Window.End} {group.Count()}");
            Assert.Equal(expected, Lines(Run(size, batchSize, events)));
        }, iter: 300);

    /// <summary>Walks through the seconds of the trade's day, counting those in which its symbol traded.</summary>
    private static (int Start, int End) Find(IEvent[] events, Trade trade, int size)
    {
        var statuses = events.OfType<MarketStatus>().Where(status => status.Symbol == trade.Symbol).ToArray();
        var (time, open) = ((int)(trade.Time - Start).TotalSeconds, trade.Time >= At(86_400) ? 86_400 : 0);
        if (time < open || time >= open + Close) return default;
        var traded = new int[Close + 1];
        for (var second = 0; second < Close; second++) traded[second + 1] = traded[second] + (IsOpen(open + second) ? 1 : 0);
        var window = traded[time - open] / size;
        var end = Array.FindIndex(traded, count => count >= (window + 1) * size);
        return (open + Array.IndexOf(traded, window * size), open + (end < 0 ? Close : end));

        bool IsOpen(int second) => statuses.LastOrDefault(status => status.Time <= At(second)) is not { State: TradingState.Halted or TradingState.LuldPause };
    }

    private static MarketStatus Status(string symbol, double seconds, TradingState state) => new(At(seconds), Symbol.Of(symbol), state);

    private static IEnumerable<string> Windows(int size, params IReadOnlyList<IEvent> events) => Lines(Run(size, 1024, events));

    private static IEnumerable<string> Lines(RunResult result) => result.Lines.Select(line => $"{line.Split(' ')[2]} {line.Split('"')[1]}");

    /// <summary>Start and end in seconds since Monday's opening, and how many trades.</summary>
    private static RunResult Run(int size, int batchSize, IReadOnlyList<IEvent> events) => RunResult.Of(
        [
            new TestRule<Trade, MarketStatus, string>((trades, statuses) => trades
                .TumblingTradingTime(TimeSpan.FromSeconds(size), statuses, Calendar).Count()
                .Select(window => $"{(window.Start - Start).TotalSeconds}-{(window.End - Start).TotalSeconds} {window.Count}")),
        ],
        new EngineOptions { BatchSize = batchSize },
        new ListFeed("f", events));
}
