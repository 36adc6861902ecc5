namespace Cep.Live;

/// <summary>Lets what a run tells through once recovery is over: what it told before was told already.</summary>
internal sealed class OutputGate(ISink sink, IDeadLetterSink? letters, TaskRecording? recording, TaskTraces traces) : ISink, IDeadLetterSink
{
    /// <summary>Whether what is told goes through.</summary>
    public bool IsOpen { get; set; }

    /// <summary>How many derived events it kept back.</summary>
    public long DerivedAgain { get; private set; }

    /// <summary>What went through since this was last set to zero.</summary>
    public long Told { get; set; }

    public void Write(in DerivedEvent derived)
    {
        if (!IsOpen)
        {
            DerivedAgain++;
            return;
        }

        traces.Write(derived, sink);
        recording?.Write(derived);
        Told++;
    }

    public void Write(DeadLetter letter)
    {
        if (!IsOpen || letters is null) return;
        letters.Write(letter);
        Told++;
    }

    public void Flush() => sink.Flush();

    public void Dispose()
    {
        sink.Dispose();
        letters?.Dispose();
    }
}
