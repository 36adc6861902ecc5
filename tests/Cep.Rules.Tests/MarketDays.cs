using System.Globalization;
using System.IO.Compression;

namespace Cep.Rules;

/// <summary>The trades and quotes of the real market days that lie beside the repository, read the plain way: a line at a time, in decimals.</summary>
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

    /// <summary>The quotes of all symbols that have a file of them, prices in dollars, 0 for a side that is not told; null when the data is not here.</summary>
    public static IEnumerable<(string Symbol, long Nanos, decimal Bid, decimal Ask)>? Quotes()
    {
        var folder = Find();
        return folder?.GetFiles("*_quote.zip", SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .SelectMany(file => Rows(file).Select(row => (row.Symbol, row.Nanos, Number(row.Fields[1]) / 10_000, Number(row.Fields[3]) / 10_000)));
    }

    private static IEnumerable<(string Symbol, long Nanos, decimal Price, decimal Size)> Read(FileInfo file) =>
        Rows(file).Select(row => (row.Symbol, row.Nanos, Number(row.Fields[1]) / 10_000, Number(row.Fields[2])));

    private static IEnumerable<(string Symbol, long Nanos, string[] Fields)> Rows(FileInfo file)
    {
        var symbol = file.Directory!.Name.ToUpperInvariant();
        var midnight = DateTime.ParseExact(file.Name[..8], "yyyyMMdd", CultureInfo.InvariantCulture);
        var start = (TimeZoneInfo.ConvertTimeToUtc(midnight, NewYork) - DateTime.UnixEpoch).Ticks * 100;
        using var zip = ZipFile.OpenRead(file.FullName);
        using var reader = new StreamReader(zip.Entries.Single().Open());
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            yield return (symbol, start + (long)(Number(fields[0]) * 1_000_000), fields);
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
