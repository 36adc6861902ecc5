using Xunit;

namespace Cep.Feeds.Files.Tests;

/// <summary>Events to and from files, as boxed values that compare by value.</summary>
internal static class Ticks
{
    public static EventTime At(string time) => EventTime.Parse(time);

    public static EventBatch Batch(params IEnumerable<IEvent> events)
    {
        var batch = new EventBatch();
        var row = 0;
        foreach (var one in events)
        {
            row++;
            if (one is Trade trade) batch.Add(trade, row);
            else if (one is Quote quote) batch.Add(quote, row);
            else if (one is MarketStatus status) batch.Add(status, row);
        }

        return batch;
    }

    public static void Write(string path, TickWriterOptions options, params IEnumerable<IEvent> events) =>
        Write(path, null, options, events);

    public static void Write(string path, TickFormat? format, TickWriterOptions options, params IEnumerable<IEvent> events)
    {
        using var writer = TickWriters.Create(path, format, options);
        foreach (var chunk in events.Chunk(100)) writer.Write(Batch(chunk));
        writer.Complete();
    }

    public static IFeed Feed(string path) =>
        path.EndsWith(".parquet", StringComparison.Ordinal)
            ? new ParquetFeed(path, new TickFileOptions())
            : new ArrowFeed(path, new TickFileOptions());

    /// <summary>Reads a feed to its end: events with their positions and dead letters, in order.</summary>
    public static (List<(long Position, IEvent Event)> Events, List<DeadLetter> DeadLetters) Read(IFeed feed, int maxRows = 1024)
    {
        var events = new List<(long, IEvent)>();
        var letters = new List<DeadLetter>();
        var batch = new EventBatch();
        using var reader = feed.Open();
        var more = true;
        while (more)
        {
            batch.Clear();
            more = reader.Read(batch, maxRows);
            Assert.True(batch.Count <= maxRows);
            var rows = new SortedDictionary<long, IEvent>();
            foreach (var column in batch.Columns)
            {
                for (var i = 0; i < column.Count; i++)
                {
                    var one = At(column, i);
                    Assert.Equal(one.Time.Nanos, column.Times[i]);
                    Assert.Equal(one.Symbol.Id, column.Keys[i]);
                    rows.Add(column.Sequences[i], one);
                }
            }

            events.AddRange(rows.Select(row => (batch.Positions.Of((int)row.Key), row.Value)));
            letters.AddRange(batch.DeadLetters.Select(letter => letter.Letter));
        }

        return (events, letters);
    }

    private static IEvent At(Column column, int row) => column switch
    {
        Column<Trade> trades => trades.Values[row],
        Column<Quote> quotes => quotes.Values[row],
        Column<MarketStatus> statuses => statuses.Values[row],
        _ => throw new InvalidOperationException(column.EventType.Name),
    };
}
