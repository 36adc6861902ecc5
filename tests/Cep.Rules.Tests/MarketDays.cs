using System.Globalization;
using System.IO.Compression;

namespace Cep.Rules;

/// <summary>The trades of the real market days that lie beside the repository, read the plain way: a line at a time, in decimals.</summary>
internal static class MarketDays
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>The trades of all symbols and days, each symbol's in the order of its files; null when the data is not here.</summary>
    public static IEnumerable<(string Symbol, long Nanos, decimal Price, decimal Size)>? Trades()
    {
        var folder = Find();
        return folder?.GetFiles("*_trade.zip", SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .SelectMany(Read);
    }

    private static DirectoryInfo? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) continue;
            var data = new DirectoryInfo(Path.Combine(folder.FullName, "..", "shared", "data", "lean"));
            return data.Exists ? data : null;
        }

        return null;
    }

    private static IEnumerable<(string Symbol, long Nanos, decimal Price, decimal Size)> Read(FileInfo file)
    {
        var symbol = file.Directory!.Name.ToUpperInvariant();
        var midnight = DateTime.ParseExact(file.Name[..8], "yyyyMMdd", CultureInfo.InvariantCulture);
        var start = (TimeZoneInfo.ConvertTimeToUtc(midnight, NewYork) - DateTime.UnixEpoch).Ticks * 100;
        using var zip = ZipFile.OpenRead(file.FullName);
        using var reader = new StreamReader(zip.Entries.Single().Open());
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var nanos = start + (long)(Number(fields[0]) * 1_000_000);
            yield return (symbol, nanos, Number(fields[1]) / 10_000, Number(fields[2]));
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
