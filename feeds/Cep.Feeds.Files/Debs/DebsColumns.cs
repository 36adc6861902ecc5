namespace Cep.Feeds.Files;

/// <summary>Where in a DEBS 2022 file the columns stand that make a trade.</summary>
/// <remarks>Fields are counted from 0.</remarks>
internal sealed record DebsColumns(
    int Count, int Id, int SecType, int Date, int Time, int Last, int LastVolume, int TradingTime, int TradingDate)
{
    /// <summary>Finds the columns by name; null when the header lacks one.</summary>
    public static DebsColumns? TryFind(IReadOnlyList<string> header)
    {
        var names = header.Select(name => name.ToUpperInvariant()).ToList();
        var columns = new DebsColumns(
            names.Count,
            names.IndexOf("ID"),
            names.IndexOf("SECTYPE"),
            names.IndexOf("DATE"),
            names.IndexOf("TIME"),
            names.IndexOf("LAST"),
            names.IndexOf("LAST VOLUME"),
            names.IndexOf("TRADING TIME"),
            names.IndexOf("TRADING DATE"));
        var least = new[]
        {
            columns.Id, columns.SecType, columns.Date, columns.Time, columns.Last, columns.LastVolume, columns.TradingTime, columns.TradingDate,
        }.Min();
        return least < 0 ? null : columns;
    }
}
