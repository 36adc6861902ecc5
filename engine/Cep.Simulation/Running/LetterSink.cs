namespace Cep.Simulation;

/// <summary>Dead letters as text.</summary>
internal sealed class LetterSink : IDeadLetterSink
{
    public List<string> Lines { get; } = [];

    public void Write(DeadLetter letter) => Lines.Add(RunOutput.TextOf(letter));

    public void Dispose()
    {
    }
}
