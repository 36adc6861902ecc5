namespace Cep.Live;

/// <summary>Counts what a task writes on its way to the sinks.</summary>
internal sealed class CountingSink(ISink derivedEvents, IReadOnlyList<IDeadLetterSink> letters, LiveStatus status) : ISink, IDeadLetterSink
{
    public void Write(in DerivedEvent derived)
    {
        derivedEvents.Write(derived);
        status.Rule(derived.Rule.Name).CountDerived();
    }

    public void Write(DeadLetter letter)
    {
        foreach (var sink in letters) sink.Write(letter);
        status.CountDeadLetter(letter.Reason);
    }

    public void Flush() => derivedEvents.Flush();

    public void Dispose()
    {
        derivedEvents.Dispose();
        foreach (var sink in letters) sink.Dispose();
    }
}
