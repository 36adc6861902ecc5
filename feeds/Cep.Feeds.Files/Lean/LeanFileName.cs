using NodaTime;
using NodaTime.Text;

namespace Cep.Feeds.Files;

/// <summary>What the path of a LEAN tick zip tells: <c>SYMBOL/yyyyMMdd_trade.zip</c>.</summary>
/// <param name="Day">The trading day in New York.</param>
/// <param name="Symbol">The folder's name in upper case, empty when there is none.</param>
internal sealed record LeanFileName(LocalDate Day, string Symbol)
{
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>Reads a path; null when the file's name does not begin with a date within the bounds of event time.</summary>
    public static LeanFileName? TryParse(string path)
    {
        var name = Path.GetFileName(path);
        if (name.Length < 8 || (name.Length > 8 && char.IsAsciiDigit(name[8]))) return null;
        var day = DayPattern.Parse(name[..8]);
        if (!day.Success || day.Value.Year is < 1678 or > 2261) return null;
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "");
        return new LeanFileName(day.Value, folder.ToUpperInvariant());
    }

    /// <summary>True for trades, false for quotes, null when a name says neither or both.</summary>
    public static bool? HoldsTrades(string name)
    {
        var trade = name.Contains("trade", StringComparison.OrdinalIgnoreCase);
        var quote = name.Contains("quote", StringComparison.OrdinalIgnoreCase);
        return trade == quote ? null : trade;
    }
}
