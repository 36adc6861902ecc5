using System.CommandLine.Parsing;
using System.Globalization;
using Cep.Live;

namespace Cep.Cli;

/// <summary>Text of the command line to values, with messages that say what is allowed.</summary>
internal static class Parse
{
    /// <summary>An event time in ISO 8601.</summary>
    public static EventTime Time(ArgumentResult result)
    {
        var text = TextOf(result);
        if (EventTime.TryParse(text, out var time)) return time;
        return Refuse<EventTime>(result, text, "an ISO 8601 time such as 2013-10-07T13:35:00Z or 2013-10-07");
    }

    /// <summary>A duration, not negative.</summary>
    public static TimeSpan Span(ArgumentResult result)
    {
        var text = TextOf(result);
        return Duration.TryParse(text, out var span) ? span : Refuse<TimeSpan>(result, text, Duration.Expected);
    }

    /// <summary>A duration greater than zero.</summary>
    public static TimeSpan? Positive(ArgumentResult result)
    {
        var text = TextOf(result);
        return Duration.TryParse(text, out var span) && span > TimeSpan.Zero ? span : Refuse<TimeSpan?>(result, text, Duration.Expected + ", greater than zero");
    }

    /// <summary>A member of an enum, in any case.</summary>
    public static T? Member<T>(ArgumentResult result)
        where T : struct, Enum
    {
        var text = TextOf(result);
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])) return value;
        return Refuse<T?>(result, text, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
    }

    /// <summary>A whole number within bounds; underscores and commas may group digits.</summary>
    public static Func<ArgumentResult, long> Whole(long min, long max) => result =>
    {
        var text = TextOf(result);
        var plain = text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        if (long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        return Refuse<long>(result, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min:N0} to {max:N0}"));
    };

    /// <summary>A number of shards, or <c>auto</c>.</summary>
    public static int Shards(ArgumentResult result)
    {
        var text = TextOf(result);
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase)) return EngineOptions.Auto;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= EngineOptions.MaxShards) return count;
        return Refuse<int>(result, text, string.Create(CultureInfo.InvariantCulture, $"auto or a whole number from 1 to {EngineOptions.MaxShards}"));
    }

    /// <summary>A pace: <c>max</c> (null) or a multiple of the market's own.</summary>
    public static double? Speed(ArgumentResult result)
    {
        var text = TextOf(result);
        if (text.Equals("max", StringComparison.OrdinalIgnoreCase)) return null;
        var plain = text.TrimEnd('x', 'X');
        if (double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 0.001 and <= 1e9) return speed;
        return Refuse<double?>(result, text, "max, or how many times the market's own pace, such as 60");
    }

    /// <summary>A share as a fraction or in per cent.</summary>
    public static double Share(ArgumentResult result)
    {
        var text = TextOf(result);
        var (plain, unit) = text.EndsWith('%') ? (text[..^1], 0.01) : (text, 1);
        if (double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share * unit is >= 0 and <= 0.9) return share * unit;
        return Refuse<double>(result, text, "a share from 0 to 0.9, such as 0.01 or 1%");
    }

    /// <summary>A New York date.</summary>
    public static DateOnly Date(ArgumentResult result)
    {
        var text = TextOf(result);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= NewYorkHours.FirstYear and < 2262)
        {
            return date;
        }

        return Refuse<DateOnly>(result, text, $"a date from {NewYorkHours.FirstYear} on, such as 2026-03-16");
    }

    /// <summary>What becomes of late events.</summary>
    public static LateChoice Late(ArgumentResult result)
    {
        var text = TextOf(result);
        return LateChoice.Of(text) ?? Refuse<LateChoice?>(result, text, LateChoice.Expected) ?? new LateChoice(LatenessPolicy.Drop);
    }

    /// <summary>Names separated by commas, given once or several times.</summary>
    public static string[] Names(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Refuses what looks like an option among paths: a misspelt option must not pass for a file.</summary>
    public static void CheckPaths(ArgumentResult result)
    {
        foreach (var text in result.Tokens.Select(token => token.Value).Where(text => text.Length > 1 && text[0] == '-'))
        {
            var command = ((CommandResult)result.Parent!).Command;
            var near = Nearest.To(text, command.Options.Select(option => option.Name));
            result.AddError($"there is no option '{text}'{(near is null ? "" : $"; did you mean '{near}'?")} (a file of that name is './{text}')");
        }
    }

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;

    private static T Refuse<T>(ArgumentResult result, string text, string allowed)
    {
        var option = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        result.AddError($"{option} '{text}' is not allowed; expected {allowed}");
        return default!;
    }
}
