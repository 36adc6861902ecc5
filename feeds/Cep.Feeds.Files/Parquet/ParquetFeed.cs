namespace Cep.Feeds.Files;

/// <summary>Events from an Apache Parquet file, in any compression that Parquet knows.</summary>
/// <remarks>Columns as with <see cref="ArrowFeed"/>. Safe on any thread; its reader is not.</remarks>
/// <param name="path">The file; it is opened only when it is read.</param>
/// <param name="options">How to read it.</param>
public sealed class ParquetFeed(string path, TickFileOptions options) : TickBlockFeed(path, options)
{
    private protected override TickBlockSource OpenSource(string path, string? symbol) => new ParquetSource(path, symbol);
}
