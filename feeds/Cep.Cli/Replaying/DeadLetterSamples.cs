namespace Cep.Cli;

/// <summary>Passes dead letters on to their file and remembers the first of them.</summary>
internal sealed class DeadLetterSamples(IDeadLetterSink? next) : IDeadLetterSink
{
    private const int MaxSamples = 20;
    private readonly List<DeadLetter> samples = [];

    /// <summary>The first dead letters.</summary>
    public IReadOnlyList<DeadLetter> Samples => samples;

    public void Write(DeadLetter letter)
    {
        if (samples.Count < MaxSamples) samples.Add(letter);
        next?.Write(letter);
    }

    public void Dispose() => next?.Dispose();
}
