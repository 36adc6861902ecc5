using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cep.Patterns;

/// <content>Runs of which is told how partial matches end.</content>
internal static partial class PatternRun
{
    /// <summary>What a rule derives as JSON Lines, and how its partial matches ended. Dead letters are passed over.</summary>
    /// <param name="events">The events.</param>
    /// <param name="query">The rule's query.</param>
    /// <param name="options">How it is run; without <see cref="EngineOptions.Explain"/> nothing is told.</param>
    /// <param name="forgetAfter">After how long the rule forgets quiet keys; null for never.</param>
    public static (string Derived, IReadOnlyList<PartialMatchEnd> Ends, RunSummary Summary) Explained<TIn, TOut>(
        IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions options, TimeSpan? forgetAfter = null)
        where TIn : struct, IEvent
    {
        var (derived, ends) = (new LineSink(), new List<PartialMatchEnd>());
        var outputs = new RunOutputs { OnPartialMatchEnd = ends.Add }.Add(derived);
        var rule = new QueryRule<TIn, TOut>(query) { ForgetAfter = forgetAfter };
        var summary = Run(rule, new MemoryFeed().Add(events), options with { ReadAhead = false }, outputs);
        return (derived.Text, ends, summary);
    }

    /// <summary>Records as JSON Lines.</summary>
    public static string LinesOf(IEnumerable<PartialMatchEnd> ends)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var end in ends)
        {
            using (var json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions)) PartialMatchEndJson.WriteLine(json, end);
            buffer.Write("\n"u8);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class LineSink : ISink
    {
        private readonly ArrayBufferWriter<byte> buffer = new();

        public string Text => Encoding.UTF8.GetString(buffer.WrittenSpan);

        public void Write(in DerivedEvent derived)
        {
            using (var json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions)) DerivedJson.WriteLine(json, derived);
            buffer.Write("\n"u8);
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
