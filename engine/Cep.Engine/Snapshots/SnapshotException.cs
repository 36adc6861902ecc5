namespace Cep;

/// <summary>A snapshot can't be used. The message says what is wrong with it and what to do.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public SnapshotException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public SnapshotException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public SnapshotException()
    {
    }
}
