using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>The bytes of a text file, decompressed: plain, gzip (known by its first bytes) or the entry of a zip.</summary>
/// <remarks>Not safe for more than one thread, except <see cref="BytesRead"/>.</remarks>
internal sealed class TextSource : IDisposable
{
    private readonly string name;
    private readonly FileStream file;
    private readonly ZipArchive? zip;
    private readonly Stream text;
    private readonly long length;
    private long bytesRead;

    private TextSource(string name, FileStream file, ZipArchive? zip, Stream text, long length)
    {
        this.name = name;
        this.file = file;
        this.zip = zip;
        this.text = text;
        this.length = length;
    }

    /// <summary>How many bytes of the file on disk were taken.</summary>
    public long BytesRead => Volatile.Read(ref bytesRead);

    /// <summary>Opens a plain or gzip file.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable or empty.</exception>
    public static TextSource Open(string path)
    {
        var file = FileHead.OpenFile(path);
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual(FileHead.GzipMagic);
        file.Position = 0;
        return new TextSource(path, file, null, zipped ? new GZipStream(file, CompressionMode.Decompress) : file, file.Length);
    }

    /// <summary>Opens the one entry of a zip that <paramref name="choose"/> returns.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable, empty or no whole zip, or <paramref name="choose"/> refuses.</exception>
    public static TextSource OpenZip(string path, Func<ZipArchive, ZipArchiveEntry> choose)
    {
        var file = FileHead.OpenFile(path);
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return new TextSource(path, file, zip, choose(zip).Open(), file.Length);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            file.Dispose();
            throw new FeedException($"'{path}' is no whole zip: it is truncated or damaged. Fetch it again. ({broken.Message})", broken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next bytes.</summary>
    /// <returns>How many, 0 at the end.</returns>
    /// <exception cref="FeedException">The file broke off or is damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            var read = text.Read(buffer);
            Volatile.Write(ref bytesRead, read == 0 ? length : Math.Min(length, file.Position));
            return read;
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new FeedException($"'{name}' breaks off or is damaged after {BytesRead} bytes; what was read before stays. Fetch it again. ({broken.Message})", broken);
        }
    }

    public void Dispose()
    {
        text.Dispose();
        zip?.Dispose();
        file.Dispose();
    }

    private static bool IsBroken(Exception e) => e is IOException or InvalidDataException or NotSupportedException or UnauthorizedAccessException;
}
