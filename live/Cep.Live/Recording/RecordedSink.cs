using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cep.Live;

/// <summary>Compares what a replay derives with the lines that were recorded, until the first difference.</summary>
internal sealed class RecordedSink : ISink
{
    private readonly IEnumerator<string> lines;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;
    private long skipped;

    /// <param name="chain">The recording.</param>
    public RecordedSink(RecordedChain chain)
    {
        skipped = chain.Parts[0].Commit.Unrecorded;
        lines = RecordedDerived.Of(chain).GetEnumerator();
        json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions);
    }

    /// <summary>How many lines were the same.</summary>
    public long Same { get; private set; }

    /// <summary>The first line that was not; null when there is none.</summary>
    public ParityDifference? Difference { get; private set; }

    /// <summary>Of the lines that were the same, with their ends.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Write(in DerivedEvent derived)
    {
        // What recovery derived once more before the recording began was not told again.
        if (skipped > 0)
        {
            skipped--;
            return;
        }

        if (Difference is not null) return;
        buffer.ResetWrittenCount();
        json.Reset();
        DerivedJson.WriteLine(json, derived);
        json.Flush();
        var replayed = Encoding.UTF8.GetString(buffer.WrittenSpan);
        var live = lines.MoveNext() ? lines.Current : null;
        if (live != replayed)
        {
            Difference = new ParityDifference(Same + 1, live, replayed);
            return;
        }

        Same++;
        hash.AppendData(buffer.WrittenSpan);
        hash.AppendData("\n"u8);
    }

    /// <summary>The replay has ended: what is left was derived live only.</summary>
    public void Complete()
    {
        if (Difference is null && lines.MoveNext()) Difference = new ParityDifference(Same + 1, lines.Current, null);
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
        lines.Dispose();
        hash.Dispose();
        json.Dispose();
    }
}
