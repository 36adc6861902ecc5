namespace Cep.Cli;

/// <summary>The command line asks for something that can't be done. The message says what, where and what is allowed.</summary>
public sealed class UsageException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public UsageException()
    {
    }
}
