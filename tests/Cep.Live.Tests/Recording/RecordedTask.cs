using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>A task without a broker: its events come in rounds, and each round ends with a commit and a snapshot.</summary>
/// <param name="folder">The folder of the recording.</param>
/// <param name="state">The folder of snapshots.</param>
/// <param name="topics">The events of each topic, round by round.</param>
internal sealed class RecordedTask(string folder, string state, params IReadOnlyList<(string Topic, IReadOnlyList<IReadOnlyList<Trade>> Rounds)> topics)
{
    private LiveTaskOptions Options => new() { Rules = Rules, StateFolder = state };

    /// <summary>The rules with which the task runs.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = TickLog.Rules;

    /// <summary>What was committed last.</summary>
    public IReadOnlyList<PartitionOffset> Committed { get; set; } = [.. topics.Select(topic => new PartitionOffset(topic.Topic, 0, -1))];

    /// <summary>How many events were derived.</summary>
    public long Derived { get; private set; }

    /// <summary>Runs from what is committed over some rounds.</summary>
    /// <param name="rounds">How many; with none it ends as soon as it has begun to record.</param>
    /// <param name="first">The first of them, from 0 on.</param>
    public void Run(int rounds, int first)
    {
        using var store = new FolderSnapshots(Options, 0);
        var recovery = Recovery.Of(0, Options, store, Committed);
        using var recording = TaskRecording.Begin(folder, 0, "cep", [.. topics.Select(topic => $"{topic.Topic} [0]")], RecordedSettings.Of(Options), recovery);
        if (rounds == 0) return;
        var feeds = topics.Select((topic, i) => new RoundsFeed($"{topic.Topic} [0]", topic.Rounds, Math.Max(0, recovery.From[i]), recording)).ToList();
        foreach (var feed in feeds) feed.LetCome(first);
        recording.Start(0);
        using var stop = new CancellationTokenSource();
        var round = 0;
        var engine = new Engine(Rules, new EngineOptions
        {
            ReadAhead = false,
            Start = recovery.Snapshot,
            OnQuiet = point =>
            {
                Committed = [.. topics.Select((topic, i) => new PartitionOffset(topic.Topic, 0, feeds[i].Position))];
                recording.Commit([.. Committed.Select((place, i) => new RecordedPlace(feeds[i].Name, place.Offset, place.Metadata))]);
                store.Write(point.TakeSnapshot());
                if (++round == rounds) stop.Cancel();
                else feeds.ForEach(feed => feed.LetCome(first + round));
            },
        });
        engine.Run(feeds, new RunOutputs().Add(new RecordingSink(this, recording)), stop.Token);
    }

    private sealed class RecordingSink(RecordedTask owner, TaskRecording recording) : ISink
    {
        public void Write(in DerivedEvent derived)
        {
            recording.Write(derived);
            owner.Derived++;
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Gives the events of the rounds that may come; its offsets are numbers of events.</summary>
    private sealed class RoundsFeed(string name, IReadOnlyList<IReadOnlyList<Trade>> rounds, long from, TaskRecording recording) : IFeed, IFeedReader
    {
        private readonly List<Trade> events = [.. rounds.SelectMany(round => round)];
        private int end;

        public string Name => name;

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public long Position { get; private set; } = from;

        public void LetCome(int round) => end = rounds.Take(round + 1).Sum(events => events.Count);

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; Position < end && batch.Count < maxRows; Position++) batch.Add(events[(int)Position], Position);
            batch.ResumeAt = Position;
            recording.Take(name, batch, isNew: true);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
