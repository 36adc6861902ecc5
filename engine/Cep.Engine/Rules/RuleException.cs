namespace Cep;

/// <summary>Rules, or the settings of their parameters, can't be run as they were given. The message says what is wrong and what is allowed.</summary>
public sealed class RuleException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public RuleException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public RuleException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public RuleException()
    {
    }
}
