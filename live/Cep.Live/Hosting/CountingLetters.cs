namespace Cep.Live;

/// <summary>Counts dead letters on their way to their sinks.</summary>
/// <param name="letters">The sinks.</param>
/// <param name="status">Where they are counted.</param>
/// <param name="flush">Makes durable what was written; null where the sinks see to it.</param>
internal sealed class CountingLetters(IReadOnlyList<IDeadLetterSink> letters, LiveStatus status, Action? flush = null) : IDeadLetterSink
{
    private bool hasNews;

    public void Write(DeadLetter letter)
    {
        foreach (var sink in letters) sink.Write(letter);
        status.CountDeadLetter(letter.Reason);
        hasNews = true;
    }

    /// <summary>Called before what they follow from is committed, so that a kill right after loses none.</summary>
    public void Flush()
    {
        if (hasNews) flush?.Invoke();
        hasNews = false;
    }

    public void Dispose()
    {
        foreach (var sink in letters) sink.Dispose();
    }
}
