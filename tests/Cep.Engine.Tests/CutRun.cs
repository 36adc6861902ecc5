using System.Text;
using System.Text.Json;

namespace Cep.Tests;

/// <summary>A run that is stopped at some places and goes on each time from a snapshot, in other words the life of a server.</summary>
/// <param name="rules">The rules, producers first.</param>
/// <param name="feeds">What each feed gives.</param>
/// <param name="tellsPlace">Feeds can be opened further on.</param>
internal sealed class CutRun(IReadOnlyList<Rule> rules, IReadOnlyList<IReadOnlyList<IEvent?>> feeds, bool tellsPlace) : ISink
{
    private readonly List<string> told = [];
    private readonly List<DeadLetter> letters = [];
    private readonly List<LateEvent> late = [];

    /// <summary>All that was told, in order, each kind for itself.</summary>
    public string Text => string.Join('\n', told.Concat(letters.Select(letter => letter.ToString())).Concat(late.Select(notice => notice.ToString())));

    /// <summary>Runs from one cut to the next and then to the end.</summary>
    /// <param name="cuts">At each cut how many entries each feed has given, about: one that waits for another gives fewer.</param>
    /// <param name="optionsOf">The options of each part.</param>
    public CutRun Run(IReadOnlyList<int[]> cuts, Func<int, EngineOptions> optionsOf)
    {
        Snapshot? snapshot = null;
        for (var part = 0; part <= cuts.Count; part++)
        {
            var pauses = part < cuts.Count ? cuts[part] : [.. feeds.Select(_ => int.MaxValue)];
            if (!Run(ref snapshot, pauses, optionsOf(part))) break;
        }

        return this;
    }

    /// <returns>False when the feeds have ended.</returns>
    private bool Run(ref Snapshot? snapshot, int[] pauses, EngineOptions options)
    {
        var start = snapshot;
        using var stop = new CancellationTokenSource();
        Snapshot? taken = null;
        var live = feeds.Select((entries, i) => new PausingFeed($"feed-{i}", entries, pauses[i], Opening(start, i), tellsPlace)).ToArray();
        var outputs = new RunOutputs { DeadLetters = new Letters(letters), OnLate = late.Add }.Add(this);
        var summary = new Engine(rules, options with { Start = start, OnQuiet = TakeAndStop }).Run(live, outputs, stop.Token);
        snapshot = taken ?? start;
        return summary.Interrupted;

        void TakeAndStop(QuietPoint point)
        {
            taken = Snapshot.FromBytes(point.TakeSnapshot().ToBytes());
            stop.Cancel();
        }
    }

    private int Opening(Snapshot? start, int feed) =>
        tellsPlace && start is not null && start.Positions.TryGetValue($"feed-{feed}", out var position) ? (int)position : 0;

    public void Write(in DerivedEvent derived)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
        told.Add(Encoding.UTF8.GetString(stream.ToArray()));
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private sealed class Letters(List<DeadLetter> letters) : IDeadLetterSink
    {
        public void Write(DeadLetter letter) => letters.Add(letter);

        public void Dispose()
        {
        }
    }
}
