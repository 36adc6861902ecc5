using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>With what a task begins: what is committed, and the newest snapshot that is not later.</summary>
internal sealed class Recovery
{
    private readonly List<CommitNote> notes;

    private Recovery(int partition, IReadOnlyList<PartitionOffset> committed, Snapshot? snapshot)
    {
        Committed = committed;
        Snapshot = snapshot;
        notes = [.. committed.Select(place => CommitNote.Parse(place.Metadata))];
        From = [.. committed.Select(place => PositionIn(snapshot, place.Topic, partition))];
    }

    /// <summary>What is committed, for each topic; −1 before the first commit.</summary>
    public IReadOnlyList<PartitionOffset> Committed { get; }

    /// <summary>The snapshot; null for the beginning of the log.</summary>
    public Snapshot? Snapshot { get; }

    /// <summary>From where each topic is read; −1 for its beginning.</summary>
    public IReadOnlyList<long> From { get; private set; }

    /// <summary>For a log: from where to where is read again.</summary>
    public string Description => (Snapshot is null ? "from the beginning of the log" : $"from the snapshot of {Snapshot.Time}")
        + (Committed.All(place => place.Offset < 0) ? ", nothing is committed" : $", to {string.Join(", ", Committed.Select(place => $"{place.Topic} offset {place.Offset.ToString(CultureInfo.InvariantCulture)}"))}");

    /// <summary>Finds what a task begins with.</summary>
    /// <exception cref="SnapshotException">What is committed was not committed by this program, or the snapshot that it counts on is not there.</exception>
    public static Recovery Of(int partition, LiveTaskOptions options, ISnapshotStore store, IReadOnlyList<PartitionOffset> committed)
    {
        if (committed.All(place => place.Offset < 0)) return new Recovery(partition, committed, null);
        var since = committed.Max(place => CommitNote.Parse(place.Metadata).Since);
        var snapshot = store.Newest(snapshot => snapshot.NextSequence >= since && committed.All(place => PositionIn(snapshot, place.Topic, partition) <= place.Offset));
        if (snapshot is null && since > 0 && !options.RebuildsFromWhatIsLeft)
        {
            throw new SnapshotException(
                $"Partition {partition}: the snapshot with {since} events on which the committed offsets count is not in {store.Place}. Make the state of whoever ran the partition before visible here, as state.topic does, "
                + "or set state.rebuildsFromWhatIsLeft to build the state again from the messages that are left.");
        }

        return new Recovery(partition, committed, snapshot);
    }

    /// <summary>The heartbeats of a topic that the snapshot doesn't have.</summary>
    public CommitNote NoteOf(int topic) => notes[topic] with { Heartbeats = [.. notes[topic].Heartbeats.Where(beat => beat.Offset >= From[topic])] };

    /// <summary>
    /// Refuses a task that would have to read messages that are not there any more, or lets it begin with the first that is left,
    /// as the options say.
    /// </summary>
    /// <param name="begins">The offset of the first message that is left of each topic.</param>
    /// <param name="options">Whether that may be.</param>
    /// <exception cref="SnapshotException">It may not.</exception>
    public void Settle(IReadOnlyList<long> begins, LiveTaskOptions options)
    {
        for (var i = 0; i < begins.Count; i++)
        {
            if (From[i] < 0 || begins[i] <= From[i] || options.RebuildsFromWhatIsLeft) continue;
            throw new SnapshotException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Committed[i].Topic}: recovery has to read on at offset {From[i]}, where the snapshot of {Snapshot!.Time} ends, and the topic begins with offset {begins[i]} now: its retention has removed {begins[i] - From[i]} messages. "
                + $"Give the topic a longer retention than processes may be away, and set state.rebuildsFromWhatIsLeft to go on without those messages."));
        }

        From = [.. From.Zip(begins, (from, begin) => from < 0 ? from : Math.Max(from, begin))];
    }

    /// <summary>Refuses a task whose state can't be built from what is left in its topics.</summary>
    public void Check(IReadOnlyList<KafkaPartitionFeed> feeds, LiveTaskOptions options)
    {
        if (Snapshot is not null || options.RebuildsFromWhatIsLeft) return;
        for (var i = 0; i < feeds.Count; i++)
        {
            if (Committed[i].Offset <= 0 || feeds[i].Position == 0) continue;
            throw new SnapshotException(
                $"{feeds[i].Name}: there is no snapshot, and the messages before offset {feeds[i].Position} from which the state came are not there any more. Bring the state folder back, "
                + "or set state.rebuildsFromWhatIsLeft to begin with what is left.");
        }
    }

    private static long PositionIn(Snapshot? snapshot, string topic, int partition) =>
        snapshot is not null && snapshot.Positions.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{topic} [{partition}]"), out var position) ? position : -1;
}
