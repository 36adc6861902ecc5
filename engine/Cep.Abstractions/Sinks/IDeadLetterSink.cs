namespace Cep;

/// <summary>Where dead letters go.</summary>
/// <remarks>Called by one thread at a time, in an order that is the same in every run.</remarks>
public interface IDeadLetterSink : IDisposable
{
    /// <summary>Takes a dead letter.</summary>
    void Write(DeadLetter letter);
}
