namespace Cep.Feeds.Files;

/// <summary>Writes events as a tick file.</summary>
/// <remarks>
/// The file gets its name only with <see cref="Complete"/>; disposed without it, the writer leaves nothing behind.
/// Used by one thread.
/// </remarks>
public interface ITickWriter : IDisposable
{
    /// <summary>Writes the events of a batch, over all its columns in the order of their sequences.</summary>
    /// <exception cref="UnwritableEventException">The file can't hold an event.</exception>
    /// <exception cref="SinkException">The file can't be written.</exception>
    void Write(EventBatch batch);

    /// <summary>Ends the file and gives it its name. Nothing may be written after it.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    void Complete();
}
