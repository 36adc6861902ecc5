namespace Cep.Feeds.Files.Tests;

/// <summary>All that a feed gives, in one list: events with their positions, dead letters where they stood.</summary>
internal sealed class Tape
{
    public List<Trade> Trades { get; } = [];

    public List<Quote> Quotes { get; } = [];

    public List<MarketStatus> Statuses { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>Everything in order, as text: an event as "position event", a dead letter as itself.</summary>
    public List<string> Lines { get; } = [];

    public long SkippedRows { get; private set; }

    public int Events => Trades.Count + Quotes.Count + Statuses.Count;

    public FeedException? Broken { get; private set; }

    public static Tape Of(IFeed feed, int maxRows = 1024)
    {
        var tape = new Tape();
        using var reader = feed.Open();
        var batch = new EventBatch();
        var more = true;
        while (more)
        {
            batch.Clear();
            try
            {
                more = reader.Read(batch, maxRows);
            }
            catch (FeedException broken)
            {
                tape.Broken = broken;
                more = false;
            }

            Assert.True(batch.Count <= maxRows);
            tape.Take(batch);
        }

        if (tape.Broken is null) Assert.Equal(feed.Length, reader.BytesRead);
        return tape;
    }

    private void Take(EventBatch batch)
    {
        SkippedRows += batch.SkippedRows;
        var rows = new string[batch.Count];
        Take(batch, rows, Trades);
        Take(batch, rows, Quotes);
        Take(batch, rows, Statuses);
        var row = 0;
        foreach (var (before, letter) in batch.DeadLetters)
        {
            while (row < before) Lines.Add(rows[row++]);
            Lines.Add(letter.ToString());
            DeadLetters.Add(letter);
        }

        while (row < batch.Count) Lines.Add(rows[row++]);
    }

    private static void Take<T>(EventBatch batch, string[] rows, List<T> to)
        where T : struct, IEvent
    {
        var column = batch.Of<T>();
        for (var i = 0; i < column.Count; i++)
        {
            to.Add(column.Values[i]);
            Assert.Equal(column.Values[i].Time.Nanos, column.Times[i]);
            var row = (int)column.Sequences[i];
            rows[row] = $"{batch.Positions.Of(row)} {column.Values[i]}";
        }
    }
}
