using System.Globalization;
using System.Text.Json;

namespace Cep;

/// <summary>A value in a calendar's file that knows where it stands, so that a fault can say it.</summary>
internal readonly struct CalendarNode(JsonElement value, string path, string source)
{
    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss"];

    /// <summary>Where the value stands, as JSON Path.</summary>
    public string Path => path;

    /// <summary>The property of a name, which must be there.</summary>
    public CalendarNode this[string name] => Find(name) ?? throw Fault($"'{name}' is missing");

    /// <summary>The property of a name, if it is there.</summary>
    public CalendarNode? Find(string name) =>
        value.TryGetProperty(name, out var property) ? new CalendarNode(property, $"{path}.{name}", source) : null;

    /// <summary>Checks that the value is an object without properties of other names.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Fault("expected an object");
        foreach (var property in value.EnumerateObject())
        {
            if (names.IndexOf(property.Name) < 0) throw Fault($"'{property.Name}' has no meaning here; expected {string.Join(", ", names.ToArray())}");
        }
    }

    /// <summary>The elements of a list.</summary>
    public IEnumerable<CalendarNode> Items()
    {
        if (value.ValueKind != JsonValueKind.Array) throw Fault("expected a list");
        var (list, at, from) = (value, path, source);
        return list.EnumerateArray().Select((item, index) => new CalendarNode(item, $"{at}[{index}]", from));
    }

    public string Text() => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Fault("expected a text");

    public DateOnly Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Fault($"'{Text()}' is no date; expected one such as 2013-11-29");

    public TimeOnly Time() =>
        TimeOnly.TryParseExact(Text(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Fault($"'{Text()}' is no time of day; expected one such as 09:30 or 09:30:00");

    public DayOfWeek DayOfWeek()
    {
        var text = Text();
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (string.Equals(text, day.ToString(), StringComparison.OrdinalIgnoreCase)) return day;
        }

        throw Fault($"'{text}' is no day of the week; expected monday to sunday");
    }

    public CalendarException Fault(string what) => new($"{source}, {path}: {what}.");
}
