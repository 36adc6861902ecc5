using System.Text;

namespace Cep.Live;

/// <summary>The derived events of a recording, line by line, those of each commit checked before the first of them is given.</summary>
internal static class RecordedDerived
{
    /// <summary>The lines, without their ends.</summary>
    /// <exception cref="RecordingException">They are damaged, or missing.</exception>
    public static IEnumerable<string> Of(RecordedChain chain) => chain.Parts.SelectMany(Of);

    private static IEnumerable<string> Of(RecordedPart part)
    {
        using var file = Open(part.Files.Derived);
        var read = 0L;
        foreach (var (line, _) in RecordingLog.Lines(part.Files, part.LogBytes))
        {
            if (line.Commit is not { } commit || commit.DerivedBytes == read) continue;
            var text = Encoding.UTF8.GetString(Read(file, read, commit));
            read = commit.DerivedBytes;
            for (var start = 0; start < text.Length;)
            {
                var end = text.IndexOf('\n', start);
                yield return text[start..end];
                start = end + 1;
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (IOException fault)
        {
            throw new RecordingException($"'{path}' can't be read: {fault.Message} Bring an undamaged copy back.", fault);
        }
    }

    private static byte[] Read(FileStream file, long from, RecordedCommit commit)
    {
        var bytes = new byte[commit.DerivedBytes - from];
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && SegmentWriter.HashOf(bytes) == commit.DerivedHash) return bytes;
        throw new RecordingException($"'{file.Name}' is damaged: the {bytes.Length} bytes at byte {from} don't have the checksum that the log has of them. Bring an undamaged copy back.");
    }
}
