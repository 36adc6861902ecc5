using System.Globalization;

namespace Cep;

/// <summary>Text to value and back, for the types a parameter may have.</summary>
internal static class RuleParameterValue
{
    public static bool TryParse(Type type, string text, double min, double max, out object? value)
    {
        text = text.Trim();
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when type == typeof(TimeSpan) => Duration.TryParse(text, out var duration) ? duration : null,
            _ when type.IsEnum => Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member!) ? member : null,
            _ when IsList(type) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => throw new RuleException($"A rule's parameter can't be a {type.Name}; see ParameterAttribute for the types it may have."),
        };
        return value is not null && (AsNumber(value) is not { } magnitude || (magnitude >= min && magnitude <= max));
    }

    public static string Format(object? value) => value switch
    {
        null => "",
        TimeSpan duration => Duration.Format(duration),
        bool flag => flag ? "true" : "false",
        Enum member => char.ToLowerInvariant(member.ToString()[0]) + member.ToString()[1..],
        IEnumerable<string> list => string.Join(',', list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string DescribeAllowed(Type type, double min, double max)
    {
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(string)) return "a text";
        if (IsList(type)) return "names separated by commas";
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Format));
        var what = type == typeof(TimeSpan) ? Duration.Expected : type == typeof(double) ? "a number" : "a whole number";
        Func<double, string> bound = type == typeof(TimeSpan)
            ? static seconds => Duration.Format(TimeSpan.FromSeconds(seconds))
            : static number => number.ToString(CultureInfo.InvariantCulture);
        return (double.IsFinite(min), double.IsFinite(max)) switch
        {
            (true, true) => $"{what} from {bound(min)} to {bound(max)}",
            (true, false) => $"{what} of at least {bound(min)}",
            (false, true) => $"{what} of at most {bound(max)}",
            _ => what,
        };
    }

    private static bool IsList(Type type) => type.IsAssignableFrom(typeof(string[])) && type != typeof(object);

    private static double? AsNumber(object value) => value switch
    {
        int number => number,
        long number => number,
        double number => number,
        TimeSpan duration => duration.TotalSeconds,
        _ => null,
    };
}
