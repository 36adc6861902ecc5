namespace Cep.Throughput;

/// <summary>Adds derived events up to an answer.</summary>
/// <typeparam name="T">The payload.</typeparam>
/// <param name="number">The number of a payload that goes into the checksum.</param>
public sealed class AnswerSink<T>(Func<T, double> number) : ISink
{
    /// <summary>What was found so far.</summary>
    public Answer Answer { get; private set; }

    /// <inheritdoc/>
    public void Write(in DerivedEvent derived) => Answer = Answer.With(derived.Key, derived.Time.Nanos, number(derived.PayloadAs<T>()));

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
