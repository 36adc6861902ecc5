namespace Cep.Feeds.Files;

/// <summary>Reads rows of a text file into batches: each row becomes an event, a skipped row or a dead letter, never nothing.</summary>
internal sealed class TextFeedReader(string name, TextSource source, RowReader rows, RowDecoder decoder) : IFeedReader
{
    // A call returns after so many rows that were no events, so that neither a batch nor the wait for it grows without bound.
    private const int MaxDeadLetters = 1024;
    private const int MaxSkippedRows = 65_536;

    /// <inheritdoc/>
    public long BytesRead => source.BytesRead;

    /// <inheritdoc/>
    public bool Read(EventBatch batch, int maxRows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        while (batch.Count < maxRows && batch.DeadLetters.Count < MaxDeadLetters && batch.SkippedRows < MaxSkippedRows)
        {
            if (!rows.Next()) return false;
            if (rows.Problem is not null || !decoder.Decode(rows, batch)) batch.AddDeadLetter(Letter(rows.Problem ?? decoder.Problem));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    /// <summary>The time of the first event among the first rows, <see cref="EventTime.MinValue"/> when there is none.</summary>
    public EventTime PeekFirstTime()
    {
        try
        {
            var batch = new EventBatch();
            Read(batch, 1);
            return decoder.LastTime;
        }
        catch (FeedException)
        {
            // The run itself meets the damage and reports it; until then nothing is known.
            return EventTime.MinValue;
        }
    }

    private DeadLetter Letter(string problem) =>
        new(DeadLetterReason.Malformed, name, rows.Line, problem, rows.RawText()) { Time = decoder.LastTime };
}
