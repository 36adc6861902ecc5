using System.Globalization;

namespace Cep.Cli;

/// <summary>Numbers and times as people read them, in every place the same.</summary>
internal static class Figures
{
    /// <summary>A count with its digits grouped.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number in few characters: 950, 12.3 k, 4.5 M.</summary>
    public static string Short(double value) => value switch
    {
        >= 999_950 => (value / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " M",
        >= 10_000 => (value / 1e3).ToString("N1", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>A time to the minute, without its zone, which is UTC.</summary>
    public static string Minute(EventTime time) => time.ToUtc().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of seconds with two decimals.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("N2", CultureInfo.InvariantCulture) + " s";

    /// <summary>A waiting time: 7 s, 3:05 min, 2:10:00 h.</summary>
    public static string Left(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 60 => Math.Ceiling(duration.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture) + " s",
        < 3600 => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        _ => $"{Number((long)duration.TotalHours)}{duration.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture)} h",
    };
}
