using System.Globalization;
using Cep.Semantics.Document;

namespace Cep.Semantics.Running;

/// <summary>The rows of an example that belong to one feed, as that feed.</summary>
internal sealed class TableFeed(string name, MarkdownTable table, IReadOnlyList<int> rows) : IFeed
{
    public string Name => name;

    public EventTime Earliest => EventTime.MinValue;

    public long Length => 0;

    /// <summary>The feeds of a table; without a column for it there is one.</summary>
    public static IReadOnlyList<IFeed> Of(MarkdownTable table) =>
        [.. Enumerable.Range(0, table.Rows.Count)
            .GroupBy(row => table.Cell(row, "feed"))
            .Select(rows => new TableFeed(rows.Key, table, [.. rows]))];

    /// <summary>Reads a time of day of the example's day, or a time in full.</summary>
    public static EventTime TimeOf(string text) => EventTime.Parse(text.Contains('T', StringComparison.Ordinal) ? text : $"2013-10-07T{text}Z");

    /// <summary>A row is a trade unless it has a bid, an ask or a status.</summary>
    public static bool IsTrade(MarkdownTable table, int row) =>
        table.Cell(row, "bid").Length + table.Cell(row, "ask").Length + table.Cell(row, "status").Length == 0;

    public IFeedReader Open() => new Reader(table, rows);

    private sealed class Reader(MarkdownTable table, IReadOnlyList<int> rows) : IFeedReader
    {
        private int next;

        public long BytesRead => 0;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (var read = 0; read < maxRows && next < rows.Count; read++) Append(batch, rows[next], ++next);
            return next < rows.Count;
        }

        public void Dispose()
        {
        }

        private void Append(EventBatch batch, int row, long position)
        {
            var time = TimeOf(table.Cell(row, "time"));
            if (table.Cell(row, "event") == "heartbeat")
            {
                batch.AddHeartbeat(time);
                return;
            }

            var symbol = Symbol.Of(table.Cell(row, "symbol"));
            if (IsTrade(table, row)) batch.Add(new Trade(time, symbol, Number(row, "price", 1), Number(row, "size", 1)), position);
            else if (table.Cell(row, "status") is { Length: > 0 } state) batch.Add(new MarketStatus(time, symbol, Enum.Parse<TradingState>(state)), position);
            else batch.Add(new Quote(time, symbol, Number(row, "bid", 0), 100, Number(row, "ask", 0), 100), position);
        }

        private double Number(int row, string column, double unlessGiven) =>
            table.Cell(row, column) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : unlessGiven;
    }
}
