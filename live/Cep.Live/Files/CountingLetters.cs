namespace Cep.Live;

/// <summary>Counts dead letters on their way to their sinks.</summary>
internal sealed class CountingLetters(IReadOnlyList<IDeadLetterSink> letters, LiveStatus status) : IDeadLetterSink
{
    public void Write(DeadLetter letter)
    {
        foreach (var sink in letters) sink.Write(letter);
        status.CountDeadLetter(letter.Reason);
    }

    public void Dispose()
    {
        foreach (var sink in letters) sink.Dispose();
    }
}
