using System.Text;
using System.Text.Json;

namespace Cep.Tests;

/// <summary>Everything that a run told, and when by the clock.</summary>
internal sealed class LiveRun(VirtualClock clock) : ISink
{
    public List<(TimeSpan Told, EventTime Time, string Line)> Derived { get; } = [];

    public List<Heartbeat> Heartbeats { get; } = [];

    public List<LateEvent> Late { get; } = [];

    public List<RunProgress> Rounds { get; } = [];

    public RunSummary Summary { get; private set; } = null!;

    public string Text => string.Join('\n', Derived.Select(derived => derived.Line).Concat(Late.Select(late => late.ToString())));

    /// <summary>The heartbeats feed by feed, for how those of several feeds lie among each other means nothing.</summary>
    public string HeartbeatText => string.Join('\n', Heartbeats.OrderBy(heartbeat => heartbeat.Feed, StringComparer.Ordinal));

    public static LiveRun Of(IReadOnlyList<Rule> rules, EngineOptions options, VirtualClock clock, params IReadOnlyList<IFeed> feeds)
    {
        var run = new LiveRun(clock);
        var outputs = new RunOutputs { OnLate = run.Late.Add, OnHeartbeat = run.Heartbeats.Add }.Add(run);
        run.Summary = new Engine(rules, options with { Clock = clock, OnRound = run.Rounds.Add }).Run(feeds, outputs, TestContext.Current.CancellationToken);
        return run;
    }

    public void Write(in DerivedEvent derived)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
        Derived.Add((clock.Now, derived.Time, Encoding.UTF8.GetString(stream.ToArray())));
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
