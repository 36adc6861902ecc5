namespace Cep.Feeds.Files;

/// <summary>A tick file can't hold an event as it is. The message names the event, what does not fit and what to do.</summary>
public sealed class UnwritableEventException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public UnwritableEventException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public UnwritableEventException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public UnwritableEventException()
    {
    }

    internal static UnwritableEventException Of<T>(in T value, string what, string advice)
        where T : struct, IEvent =>
        new($"{typeof(T).Name} of {value.Symbol.Name} at {value.Time} can't be written: {what}; {advice}.");
}
