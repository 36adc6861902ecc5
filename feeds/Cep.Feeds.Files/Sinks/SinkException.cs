namespace Cep.Feeds.Files;

/// <summary>Output can't be written. The message says which, what is wrong and what to do.</summary>
public sealed class SinkException : IOException
{
    /// <summary>Makes the exception with its message and what led to it.</summary>
    public SinkException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception with its message.</summary>
    public SinkException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public SinkException()
    {
    }

    internal static SinkException CannotWrite(string path, Exception inner)
    {
        // The system names the path as well; once is enough.
        var what = inner.Message.Replace($" : '{path}'", "", StringComparison.Ordinal);
        return new SinkException(
            $"can't write to {path}: {what.TrimEnd('.')}; make room, check the permissions or choose another path.", inner);
    }
}
