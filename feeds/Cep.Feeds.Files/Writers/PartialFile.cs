namespace Cep.Feeds.Files;

/// <summary>
/// A file that gets its name only when it is whole. Until then it is <c>NAME.part</c>, and without
/// <see cref="Complete"/> it is deleted, so that a broken conversion never leaves a file that looks whole.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string path;
    private readonly string partialPath;
    private bool isDone;

    /// <exception cref="SinkException">The file can't be made.</exception>
    public PartialFile(string path)
    {
        this.path = path;
        partialPath = path + ".part";
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) MakeFolder(folder);
        Stream = new OutputStream(partialPath, path);
    }

    /// <summary>Where to write.</summary>
    public OutputStream Stream { get; }

    /// <summary>Makes what was written durable and gives the file its name.</summary>
    /// <exception cref="SinkException">The disk is full, or the name can't be taken.</exception>
    public void Complete()
    {
        Stream.FlushToDisk();
        Stream.Dispose();
        Move(partialPath, path);
        isDone = true;
    }

    public void Dispose()
    {
        if (isDone) return;
        isDone = true;
        try
        {
            Stream.Dispose();
        }
        catch (SinkException)
        {
            // What could not be written is about to be deleted.
        }

        Delete(partialPath);
    }

    /// <exception cref="SinkException">The folder can't be made.</exception>
    public static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (OutputStream.IsOfFile(exception))
        {
            throw SinkException.CannotWrite(folder, exception);
        }
    }

    public static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (Exception exception) when (OutputStream.IsOfFile(exception))
        {
            throw SinkException.CannotWrite(to, exception);
        }
    }

    /// <summary>Deletes a leftover; one that can't be deleted still has a name that says what it is.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (OutputStream.IsOfFile(exception))
        {
            // Nothing depends on it, and the failure that led here is the one to report.
        }
    }
}
