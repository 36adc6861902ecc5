using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Opens tick files as the options of the command line ask.</summary>
internal static class TickFileInput
{
    /// <exception cref="UsageException">The mapping or the symbol is not allowed.</exception>
    /// <exception cref="FeedException">A path names nothing that can be read.</exception>
    public static IReadOnlyList<IFeed> Open(IReadOnlyList<string> paths, TickFormat? format, string? mapping, string? symbol)
    {
        TickFileOptions options;
        try
        {
            options = new TickFileOptions { Format = format, Mapping = mapping is null ? null : CsvMapping.Parse(mapping), Symbol = symbol };
        }
        catch (FormatException error)
        {
            throw new UsageException($"--map: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--symbol: {error.Message}", error);
        }

        return TickFiles.Open(paths, options);
    }
}
