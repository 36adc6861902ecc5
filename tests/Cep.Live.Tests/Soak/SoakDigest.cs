using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Cep.Live;

/// <summary>Derived events in any order, in constant memory: how many, and the sum of the hashes of their text, ids included.</summary>
internal readonly record struct SoakDigest(long Count, ulong Sum)
{
    public SoakDigest With(ReadOnlySpan<byte> text) => new(Count + 1, unchecked(Sum + XxHash3.HashToUInt64(text)));

    public SoakDigest With(SoakDigest other) => new(Count + other.Count, unchecked(Sum + other.Sum));

    /// <summary>What the engine alone derives from so many ticks of a Kafka partition while more may come.</summary>
    public static SoakDigest Expected(IReadOnlyList<Rule> rules, int partition, long ticks)
    {
        using var sink = new DigestSink();
        using var stop = new CancellationTokenSource();
        var options = new EngineOptions { ReadAhead = false, OnQuiet = _ => stop.Cancel() };
        new Engine(rules, options).Run([SoakTicks.Feed(partition, ticks)], new RunOutputs().Add(sink), stop.Token);
        return sink.Digest;
    }

    private sealed class DigestSink : ISink
    {
        private readonly MemoryStream text = new();

        public SoakDigest Digest { get; private set; }

        public void Write(in DerivedEvent derived)
        {
            text.SetLength(0);
            using (var writer = new Utf8JsonWriter(text, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
            Digest = Digest.With(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.ToArray()).TrimEnd()));
        }

        public void Flush()
        {
        }

        public void Dispose() => text.Dispose();
    }
}
