namespace Cep.Feeds.Files;

/// <summary>Events from an Apache Arrow IPC file or stream, uncompressed or compressed with LZ4 or zstd.</summary>
/// <remarks>
/// Which columns are there decides what the rows are: <c>price</c> and <c>size</c> make trades, <c>bid_price</c> and
/// <c>ask_price</c> quotes, <c>state</c> statuses; in a file with a column <c>kind</c> each row says what it is. Names are
/// not case-sensitive. Safe on any thread; its reader is not.
/// </remarks>
/// <param name="path">The file; it is opened only when it is read.</param>
/// <param name="options">How to read it.</param>
public sealed class ArrowFeed(string path, TickFileOptions options) : TickBlockFeed(path, options)
{
    private protected override TickBlockSource OpenSource(string path, string? symbol) => new ArrowSource(path, symbol);
}
