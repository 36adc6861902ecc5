using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>The first bytes of a file, from which its format is recognised.</summary>
/// <param name="Bytes">As they stand on disk.</param>
/// <param name="Text">The same decompressed when the file is gzip; what could be decompressed, when it is damaged.</param>
internal sealed record FileHead(byte[] Bytes, byte[] Text)
{
    /// <summary>The most bytes of a head.</summary>
    public const int MaxBytes = 16_384;

    /// <summary>How a gzip file begins.</summary>
    public static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>Reads the head of a file.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable or empty.</exception>
    public static FileHead Read(string path)
    {
        using var file = TickFile.Open(path);
        var bytes = Take(file, path);
        if (!bytes.AsSpan().StartsWith(GzipMagic)) return new FileHead(bytes, bytes);
        file.Position = 0;
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        return new FileHead(bytes, Take(unzipped, path));
    }

    /// <summary>The length of a file in bytes.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static long LengthOf(string path)
    {
        using var file = TickFile.Open(path);
        return file.Length;
    }

    private static byte[] Take(Stream stream, string path)
    {
        var bytes = new byte[MaxBytes];
        var taken = 0;
        try
        {
            int read;
            while (taken < bytes.Length && (read = stream.Read(bytes, taken, bytes.Length - taken)) > 0) taken += read;
        }
        catch (InvalidDataException)
        {
            // A damaged gzip: what came out of it still tells the format; reading it reports the damage.
        }
        catch (IOException e)
        {
            throw new FeedException($"'{TickPaths.NameOf(path)}' can't be read: {e.Message}", e);
        }

        return bytes[..taken];
    }
}
