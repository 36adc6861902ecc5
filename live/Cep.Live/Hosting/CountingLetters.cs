namespace Cep.Live;

/// <summary>Counts dead letters on their way to their sinks.</summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class CountingLetters : IDeadLetterSink
{
    private readonly DeadLetterFile? file;
    private readonly IReadOnlyList<IDeadLetterSink> letters;
    private readonly LiveStatus status;
    private bool hasNews;

    private CountingLetters(DeadLetterFile? file, IReadOnlyList<IDeadLetterSink> letters, LiveStatus status)
    {
        this.file = file;
        this.letters = letters;
        this.status = status;
    }

    /// <summary>Whether anything keeps them.</summary>
    public bool AreKept => letters.Count > 0;

    /// <param name="file">The file that the tasks of the process share; null for none.</param>
    /// <param name="others">The other sinks, which see to it themselves that what they have is durable.</param>
    /// <param name="status">Where they are counted.</param>
    public static CountingLetters Of(DeadLetterFile? file, IReadOnlyList<IDeadLetterSink> others, LiveStatus status) =>
        new(file, file is null ? others : [file.ForTask(), .. others], status);

    public void Write(DeadLetter letter)
    {
        foreach (var sink in letters) sink.Write(letter);
        status.CountDeadLetter(letter.Reason);
        hasNews = true;
    }

    /// <summary>Called before what they follow from is committed, so that a kill right after loses none.</summary>
    public void Flush()
    {
        if (hasNews) file?.Flush();
        hasNews = false;
    }

    public void Dispose()
    {
        foreach (var sink in letters) sink.Dispose();
    }
}
