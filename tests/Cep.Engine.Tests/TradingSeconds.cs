using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>The slow way to tell trading time: whole seconds since Monday's opening, one by one, asking who had said what by then.</summary>
internal static class TradingSeconds
{
    /// <summary>From the last minute of Monday to the first minutes of Tuesday; the seconds between are left out of a drawing.</summary>
    public static double Moved(int second) => second < 60 ? 23_340 + second : 86_400 - 60 + second;

    public static MarketStatus Status(string symbol, double seconds, TradingState state) => new(At(seconds), Symbol.Of(symbol), state);

    /// <summary>How many seconds of an interval a symbol traded in.</summary>
    public static int Count(IEnumerable<IEvent> events, Symbol symbol, int from, int to) => Traded(events, symbol, from, to).Count();

    /// <summary>The end of the second in which a symbol will have traded so often; null when that is not before the limit.</summary>
    public static int? DueAt(IEnumerable<IEvent> events, Symbol symbol, int from, int seconds, int limit) =>
        Traded(events, symbol, from, limit).Skip(seconds - 1).Select(second => (int?)second + 1).FirstOrDefault();

    private static IEnumerable<int> Traded(IEnumerable<IEvent> events, Symbol symbol, int from, int to)
    {
        var statuses = events.OfType<MarketStatus>().Where(status => status.Symbol == symbol).ToArray();
        var (next, state) = (0, TradingState.Open);
        for (var second = 0; second < to; second++)
        {
            for (; next < statuses.Length && statuses[next].Time <= At(second); next++)
            {
                var said = statuses[next].State;
                var isHalted = state is TradingState.Halted or TradingState.LuldPause;
                if (said == TradingState.Closed) state = state == TradingState.Auction ? TradingState.Open : state;
                else if (said != TradingState.Auction || !isHalted) state = said;
            }

            if (second >= from && state == TradingState.Open && TradingCalendar.UsEquity.PhaseAt(At(second)) == TradingPhases.Regular) yield return second;
        }
    }
}
