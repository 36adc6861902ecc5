namespace Cep.Feeds.Files;

/// <summary>An open columnar file, read block by block.</summary>
internal abstract class TickBlockSource : IDisposable
{
    /// <summary>A time that the file itself says no event is before, when it says so at its beginning; else null.</summary>
    public virtual EventTime? LeastTime() => null;

    /// <summary>How messages and dead letters name the file.</summary>
    public abstract string Name { get; }

    public abstract TickLayout Layout { get; }

    public abstract long BytesRead { get; }

    /// <summary>Loads the next block; false at the end of the file.</summary>
    /// <exception cref="FeedException">The file is broken here.</exception>
    public abstract bool Next(TickBlock block);

    public abstract void Dispose();
}
