using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Where the state of a task comes from when another process takes it over, and what happens when it is gone.</summary>
public sealed class LiveRecoveryTests : IDisposable
{
    private readonly EmbeddedCluster cluster = new();
    private readonly TempFolder folder = new();

    public LiveRecoveryTests()
    {
        cluster.CreateTopic("ticks", 1);
        cluster.CreateTopic("found", 1);
        cluster.CreateTopic("state", 1);
    }

    private ClientSettings Client => new() { Bootstrap = cluster.Bootstrap };

    private ClientConfig Plain => new() { BootstrapServers = cluster.Bootstrap };

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_process_with_nothing_on_its_disk_finds_the_state_in_the_topic()
    {
        var log = new TickLog(4_000, 1, seed: 11);
        for (var part = 0; part < 3; part++)
        {
            log.Write(Plain, "ticks", part * 1_000, part == 2 ? int.MaxValue : (part + 1) * 1_000);
            var process = Process($"machine-{part}", InTopic);
            if (part > 0) Until(process, () => process.Notes.Any(note => note.Contains("recovering from the snapshot of", StringComparison.Ordinal)));
            if (part == 2) Check(log, process);
            else Until(process, () => Commits(process, (part + 1) * 1_000) && process.Notes.Any(note => note.Contains("in topic state", StringComparison.Ordinal)));
            if (part == 0) process.Kill();
            else process.Dispose();
        }

        Assert.False(Directory.Exists(folder["machine-0"]));
    }

    [Fact]
    public void A_process_with_nothing_on_its_disk_is_refused_where_state_is_in_folders()
    {
        var log = new TickLog(2_000, 1, seed: 12);
        log.Write(Plain, "ticks", 0, 1_000);
        using (var process = Process("machine-0")) Until(process, () => Commits(process, 1_000) && CountsOnSnapshot(process));
        using var other = Process("machine-1");
        Until(other, () => !other.Faults.IsEmpty);
        Assert.Contains("on which the committed offsets count is not in", Assert.IsType<SnapshotException>(other.Faults.First()).Message, StringComparison.Ordinal);
    }

    /// <summary>The embedded cluster keeps about 5 MB of a Kafka partition, which these ticks are more than.</summary>
    [Fact]
    public void A_log_whose_retention_has_cut_off_what_recovery_needs_is_refused_unless_that_may_be()
    {
        var log = new TickLog(90_000, 1, seed: 13);
        log.Write(Plain, "ticks", 0, 1_000);
        using (var process = Process("machine")) Until(process, () => Commits(process, 1_000) && CountsOnSnapshot(process));
        log.Write(Plain, "ticks", 1_000, int.MaxValue);
        using (var late = Process("machine"))
        {
            Until(late, () => !late.Faults.IsEmpty);
            var message = Assert.IsType<SnapshotException>(late.Faults.First()).Message;
            Assert.StartsWith("ticks: recovery has to read on at offset 1000, where the snapshot of ", message, StringComparison.Ordinal);
            Assert.Contains("its retention has removed ", message, StringComparison.Ordinal);
            Assert.Contains("set state.rebuildsFromWhatIsLeft", message, StringComparison.Ordinal);
        }

        using var allowed = Process("machine", options => options with { RebuildsFromWhatIsLeft = true });
        Until(allowed, () => allowed.Notes.Any(note => note.Contains("committed", StringComparison.Ordinal)));
        Assert.Empty(allowed.Faults);
    }

    private static bool Commits(LiveProcess process, int events) => process.Notes.Any(note => note.Contains($"committed {events} events", StringComparison.Ordinal));

    /// <summary>When a snapshot is safe, a commit says so, though nothing new was derived.</summary>
    private static bool CountsOnSnapshot(LiveProcess process) => process.Notes.Any(note => note.Contains(", 0 told", StringComparison.Ordinal));

    private static void Until(LiveProcess process, Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)), string.Join('\n', process.Notes.TakeLast(100)));

    private LiveTaskOptions InTopic(LiveTaskOptions options) => options with { StateTopic = new StateTopicOptions { Client = Client, Group = "cep", Topic = "state" } };

    private LiveProcess Process(string machine, Func<LiveTaskOptions, LiveTaskOptions>? with = null) => new(Client, "ticks", "found", "cep", folder[machine], with);

    private void Check(TickLog log, LiveProcess process)
    {
        var expected = log.Expected();
        using var output = new OutputTopic(Plain, "found");
        output.ReadUntil(expected.Count, TimeSpan.FromSeconds(30));
        output.ReadRest();
        Assert.Empty(process.Faults);
        Assert.Empty(output.Contradicted);
        Assert.Equal(expected.Count, output.ById.Count);
        Assert.All(expected, pair => Assert.Equal(pair.Value, output.ById[pair.Key]));
    }
}
