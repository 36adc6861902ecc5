namespace Cep.Live;

/// <summary>A recording that can't be gone on with, or can't be read; the message says why and what to do.</summary>
public sealed class RecordingException : Exception
{
    /// <summary>With a message.</summary>
    public RecordingException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public RecordingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
