using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cep.Live;

/// <summary>Compares what a replay derives with the lines that were recorded, until the first difference.</summary>
internal sealed class RecordedSink : ISink
{
    private readonly long unrecorded;
    private readonly long recorded;
    private readonly StreamReader lines;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long skipped;

    /// <param name="files">The recording.</param>
    /// <param name="commit">Its last commit.</param>
    public RecordedSink(RecordingFiles files, RecordedCommit commit)
    {
        (unrecorded, recorded) = (commit.Unrecorded, commit.Derived);
        lines = new StreamReader(new FileStream(files.Derived, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false));
    }

    /// <summary>How many lines were the same.</summary>
    public long Same { get; private set; }

    /// <summary>The first line that was not; null when there is none.</summary>
    public ParityDifference? Difference { get; private set; }

    /// <summary>Of the replay's lines so far.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Write(in DerivedEvent derived)
    {
        // What recovery derived once more before the recording began was not told again.
        if (skipped < unrecorded)
        {
            skipped++;
            return;
        }

        if (Difference is not null) return;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, DerivedJson.WriterOptions)) DerivedJson.WriteLine(json, derived);
        var replayed = Encoding.UTF8.GetString(bytes.ToArray());
        var live = Same < recorded ? lines.ReadLine() : null;
        if (live == replayed)
        {
            Same++;
            hash.AppendData(bytes.ToArray());
            hash.AppendData("\n"u8);
        }
        else
        {
            Difference = new ParityDifference(Same + 1, live, replayed);
        }
    }

    /// <summary>The replay has ended: what is left was derived live only.</summary>
    public void Complete()
    {
        if (Difference is null && Same < recorded) Difference = new ParityDifference(Same + 1, lines.ReadLine(), null);
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
        lines.Dispose();
        hash.Dispose();
    }
}
