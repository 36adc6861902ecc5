using System.Text;
using System.Text.Json;

namespace Cep.Tests;

/// <summary>What a run said in its order, with how settled each is; without sequence numbers, which depend on the order of arrival.</summary>
internal sealed record Said(RunSummary Summary, IReadOnlyList<string> Lines)
{
    public static Said Of(IReadOnlyList<Rule> rules, EngineOptions options, params IReadOnlyList<IFeed> feeds)
    {
        var sink = new Sink();
        var summary = new Engine(rules, options).Run(feeds, new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        return new Said(summary, sink.Said.ConvertAll(said => said.ToString()));
    }

    /// <summary>As objects, for a run whose events are final at once.</summary>
    public static List<Derived> Final(IReadOnlyList<Rule> rules, IReadOnlyList<IEvent> events)
    {
        var sink = new Sink();
        new Engine(rules).Run([new ListFeed("f", events)], new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        return sink.Said;
    }

    internal sealed record Derived(DerivedStatus Status, EventTime Time, string Rule, string Key, int Ordinal, EventId Id, long Causes, string Payload)
    {
        public override string ToString() => $"{Status.ToString().ToLowerInvariant()} {Time} {Rule} {Key} #{Ordinal} {Id} {Causes} {Payload}";
    }

    private sealed class Sink : ISink
    {
        public List<Derived> Said { get; } = [];

        public void Write(in DerivedEvent derived)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream)) derived.WritePayload(writer);
            Said.Add(new Derived(
                derived.Status, derived.Time, derived.Rule.Name, derived.Key, derived.Ordinal, derived.Id, derived.Causes.Count, Encoding.UTF8.GetString(stream.ToArray())));
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
