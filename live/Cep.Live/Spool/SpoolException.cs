namespace Cep.Live;

/// <summary>The spool can't be used, or it is full and that was to be a failure. The message says which file, what is wrong and what to do.</summary>
public sealed class SpoolException : IOException
{
    /// <summary>Makes the exception with its message and what led to it.</summary>
    public SpoolException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception with its message.</summary>
    public SpoolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public SpoolException()
    {
    }
}
