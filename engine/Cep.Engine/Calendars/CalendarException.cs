namespace Cep;

/// <summary>A calendar's file can't be used. The message says which file, where in it the fault lies and what is allowed there.</summary>
public sealed class CalendarException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public CalendarException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public CalendarException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public CalendarException()
    {
    }
}
