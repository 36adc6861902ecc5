using System.Globalization;

namespace Cep.Testing;

/// <summary>
/// Tapes as text. Words are separated by blanks; what follows a # is a comment. A line <c>on 2013-10-07</c> gives the day
/// of the times below it; each other line is an event: its time (UTC), its type, its symbol and its fields.
/// <code>
/// on 2013-10-07
/// 13:30:00      trade   IBM  182.50  200
/// 13:30:00.250  trade   IBM  182.51  100  conditions=opening,oddLot exchange=N suspicious
/// 13:30:01      quote   IBM  182.49  300  182.52  100      # bid price and size, ask price and size
/// 13:45:00      status  IBM  halted
/// </code>
/// </summary>
public static class TapeText
{
    internal static Tape Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tape = Tape.Empty();
        string? date = null;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var words = Words(line);
            if (words.Length == 0) continue;
            try
            {
                if (words is ["on", var day]) date = DayOf(day);
                else AddEvent(tape, date, words);
            }
            catch (Exception fault) when (fault is FormatException or ArgumentException)
            {
                throw new FormatException($"{source}, line {number}: {fault.Message}", fault);
            }
        }

        return tape;
    }

    private static string[] Words(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        return (comment < 0 ? line : line[..comment]).ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string DayOf(string day)
    {
        _ = TapeTime.Of(day, "00:00");
        return day;
    }

    private static Tape AddEvent(Tape tape, string? date, string[] words) => words switch
    {
        [var time, "trade", var symbol, var price, var size, .. var more] => tape.Add(
            WithMore(new Trade(TapeTime.Of(date, time), Symbol.Of(symbol), Number(price), Number(size)), more)),
        [var time, "quote", var symbol, var bid, var bidSize, var ask, var askSize] => tape.Add(
            new Quote(TapeTime.Of(date, time), Symbol.Of(symbol), Number(bid), Number(bidSize), Number(ask), Number(askSize))),
        [var time, "status", var symbol, var state] => tape.Add(
            new MarketStatus(TapeTime.Of(date, time), Symbol.Of(symbol), Member<TradingState>(state))),
        _ => throw new FormatException(
            $"'{string.Join(' ', words)}' is no event; expected 'on DAY', 'TIME trade SYMBOL PRICE SIZE [conditions=A,B] [exchange=X] [suspicious]', "
            + "'TIME quote SYMBOL BID BIDSIZE ASK ASKSIZE' or 'TIME status SYMBOL STATE'."),
    };

    private static Trade WithMore(Trade trade, string[] more)
    {
        foreach (var word in more)
        {
            trade = word.Split('=', 2) switch
            {
                ["suspicious"] => trade with { Suspicious = true },
                ["exchange", [var code]] => trade with { Exchange = code },
                ["conditions", var names] => trade with { Conditions = Member<TradeConditions>(names) },
                _ => throw new FormatException($"'{word}' is nothing a trade has; expected conditions=A,B, exchange=X or suspicious."),
            };
        }

        return trade;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"'{text}' is no number.");

    private static T Member<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var member)
            ? member
            : throw new FormatException($"'{text}' is no {typeof(T).Name}; expected {string.Join(", ", Enum.GetNames<T>())}.");
}
