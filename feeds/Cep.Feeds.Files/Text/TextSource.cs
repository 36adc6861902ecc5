using System.IO.Compression;
using System.IO.Hashing;

namespace Cep.Feeds.Files;

/// <summary>The bytes of a text file, decompressed: plain, gzip (known by its first bytes) or the entry of a zip.</summary>
/// <remarks>Not safe for more than one thread, except <see cref="BytesRead"/>.</remarks>
internal sealed class TextSource : IDisposable
{
    private readonly string name;
    private readonly FileStream file;
    private readonly Stream text;
    private readonly long length;
    private SealedFile? gzip;
    private ZipArchiveEntry? entry;
    private Crc32? checksum;
    private long bytesRead;

    private TextSource(string name, FileStream file, Stream text)
    {
        this.name = name;
        this.file = file;
        this.text = text;
        length = file.Length;
    }

    /// <summary>How many bytes of the file on disk were taken.</summary>
    public long BytesRead => Volatile.Read(ref bytesRead);

    /// <summary>Opens a plain or gzip file.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable or empty.</exception>
    public static TextSource Open(string path)
    {
        var file = TickFile.Open(path);
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual(FileHead.GzipMagic);
        file.Position = 0;
        if (!zipped) return new TextSource(TickPaths.NameOf(path), file, file);
        var gzip = new SealedFile(file);
        return new TextSource(TickPaths.NameOf(path), file, new GZipStream(gzip, CompressionMode.Decompress)) { gzip = gzip };
    }

    /// <summary>Opens the one entry of a zip that <paramref name="choose"/> returns.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable, empty or no whole zip, or <paramref name="choose"/> refuses.</exception>
    public static TextSource OpenZip(string path, Func<ZipArchive, ZipArchiveEntry> choose)
    {
        var file = TickFile.Open(path);
        try
        {
            var entry = choose(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
            return new TextSource(TickPaths.NameOf(path), file, entry.Open()) { entry = entry, checksum = new Crc32() };
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            file.Dispose();
            throw new FeedException($"'{TickPaths.NameOf(path)}' is no whole zip: it is truncated or damaged. Fetch it again. ({broken.Message})", broken);
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
            if (gzip is { IsSealTaken: true })
            {
                if (!SealedFile.IsSeal(buffer[..read])) throw new InvalidDataException("The gzip has no end.");
                read = 0;
            }

            checksum?.Append(buffer[..read]);
            if (read == 0 && checksum is not null && checksum.GetCurrentHashAsUInt32() != entry!.Crc32) throw new InvalidDataException("The checksum differs.");
            Volatile.Write(ref bytesRead, read == 0 ? length : Math.Min(length, file.Position));
            return read;
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            var why = broken is IOException ? $" ({broken.Message})" : "";
            throw new FeedException($"'{name}' breaks off or is damaged after {BytesRead} of {length} bytes; what was read before stays. Fetch it again.{why}", broken);
        }
    }

    public void Dispose()
    {
        text.Dispose();
        entry?.Archive.Dispose();
        file.Dispose();
    }

    private static bool IsBroken(Exception e) => e is IOException or InvalidDataException or NotSupportedException or UnauthorizedAccessException;
}
