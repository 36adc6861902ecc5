using System.Globalization;
using System.Text.Json;

namespace Cep.Live;

/// <summary>How the text of a setting becomes its value.</summary>
internal static class SettingText
{
    /// <summary>Reads a value.</summary>
    /// <returns>False when the text is not allowed; <see cref="Expected"/> says what is.</returns>
    public static bool TryParse(SettingInfo setting, string text, out object? value)
    {
        text = text.Trim();
        value = Parse(setting, text);
        return value is not null;
    }

    /// <summary>What is allowed, for a person.</summary>
    public static string Expected(SettingInfo setting)
    {
        var type = setting.Type;
        if (type == typeof(bool)) return "true or false";
        if (type.IsEnum) return string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        if (type == typeof(TimeSpan)) return Duration.Expected + Bounds(setting, seconds => Duration.Format(TimeSpan.FromSeconds(seconds)));
        if (type == typeof(ByteSize)) return ByteSize.Expected + Bounds(setting, bytes => new ByteSize((long)bytes).ToString());
        if (type == typeof(int)) return (setting.Attribute.Auto ? "auto or " : "") + "a whole number" + Bounds(setting, number => number.ToString("N0", CultureInfo.InvariantCulture));
        if (type == typeof(LateChoice)) return LateChoice.Expected;
        if (type == typeof(Uri)) return "an address such as http://localhost:4317, without a user name or password";
        return "a text";
    }

    /// <summary>Writes a value as it may be read.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan span => Duration.Format(span),
        Enum member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Parse(SettingInfo setting, string text)
    {
        var type = setting.Type;
        if (type == typeof(string)) return text.Length > 0 ? text : null;
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(TimeSpan)) return Duration.TryParse(text, out var span) && IsWithin(setting, span.TotalSeconds) ? span : null;
        if (type == typeof(ByteSize)) return ByteSize.TryParse(text, out var size) && IsWithin(setting, size.Bytes) ? size : null;
        if (type == typeof(LateChoice)) return LateChoice.Of(text);
        if (type == typeof(Uri)) return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null;
        if (type == typeof(int)) return Number(setting, text);
        return Member(type, text);
    }

    private static object? Member(Type type, string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member) ? member : null;

    private static object? Number(SettingInfo setting, string text)
    {
        if (setting.Attribute.Auto && text.Equals("auto", StringComparison.OrdinalIgnoreCase)) return 0;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && IsWithin(setting, number) ? number : null;
    }

    private static bool IsWithin(SettingInfo setting, double value) => value >= setting.Attribute.Min && value <= setting.Attribute.Max;

    private static string Bounds(SettingInfo setting, Func<double, string> format)
    {
        var (min, max) = (setting.Attribute.Min, setting.Attribute.Max);
        if (!double.IsPositiveInfinity(max)) return $" from {format(min)} to {format(max)}";
        return min > 0 ? $", at least {format(min)}" : "";
    }
}
