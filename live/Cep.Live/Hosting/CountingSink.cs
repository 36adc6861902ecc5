namespace Cep.Live;

/// <summary>Counts what a task writes on its way to the sinks.</summary>
internal sealed class CountingSink(ISink derivedEvents, CountingLetters letters, LiveStatus status) : ISink, IDeadLetterSink
{
    public void Write(in DerivedEvent derived)
    {
        derivedEvents.Write(derived);
        status.Rule(derived.Rule.Name).CountDerived();
    }

    public void Write(DeadLetter letter) => letters.Write(letter);

    public void Flush()
    {
        derivedEvents.Flush();
        letters.Flush();
    }

    public void Dispose()
    {
        derivedEvents.Dispose();
        letters.Dispose();
    }
}
