namespace Cep.Feeds.Files;

/// <summary>Opens tick files with messages a person can use.</summary>
internal static class TickFile
{
    private const int BufferBytes = 4096;

    /// <summary>Opens a file for reading from front to back.</summary>
    /// <exception cref="FeedException">The file is missing, empty or may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
            if (stream.Length > 0) return stream;
            stream.Dispose();
            throw new FeedException($"'{TickPaths.NameOf(path)}' is empty: it holds no bytes at all. Make or copy the file again.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FeedException($"'{TickPaths.NameOf(path)}' does not exist. Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"'{TickPaths.NameOf(path)}' can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>Length in bytes, 0 when the file can't be seen.</summary>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
