namespace Cep;

/// <summary>A source as a whole can't be read. The message says which one, what is wrong with it and what to do.</summary>
public sealed class FeedException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public FeedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public FeedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public FeedException()
    {
    }
}
