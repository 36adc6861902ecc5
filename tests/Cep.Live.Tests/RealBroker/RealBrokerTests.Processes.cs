using System.Globalization;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>This part: processes of the system that are stopped, frozen and killed while ticks flow through them.</summary>
public sealed partial class RealBrokerTests
{
    [Fact]
    public void What_is_stopped_and_started_again_reads_everything_once()
    {
        using var trial = Trial("restarts", 30_000, processes: 1);
        for (var part = 1; part <= 4; part++)
        {
            trial.Start(0);
            trial.Writer.WriteUpTo(part * 7_500);
            KafkaBroker.Pause(TimeSpan.FromSeconds(4));
            if (part < 4) trial.Stop(0);
        }

        trial.Prove();
    }

    [Fact]
    public void Processes_that_come_and_go_share_the_work()
    {
        using var trial = Trial("rebalances", 60_000);
        trial.Start(0);
        for (var part = 1; part <= 6; part++)
        {
            trial.Writer.WriteUpTo(part * 10_000);
            if (part == 1) trial.Start(1);
            if (part is 2 or 5) trial.Start(2);
            if (part == 3) trial.Stop(0);
            if (part == 4) trial.Stop(2);
            if (part == 5) trial.Start(0);
            KafkaBroker.Pause(TimeSpan.FromSeconds(3));
        }

        trial.Prove();
    }

    [Fact]
    public void A_process_that_comes_to_itself_after_another_took_over_does_no_damage()
    {
        using var trial = Trial("zombies", 60_000, processes: 2);
        trial.Start(0);
        trial.Start(1);
        trial.Writer.WriteUpTo(20_000);
        KafkaBroker.Pause(TimeSpan.FromSeconds(5));
        trial.Writer.WriteUpTo(30_000);
        trial.Process(0).Freeze();
        KafkaBroker.Pause(TimeSpan.FromSeconds(15));
        trial.Writer.WriteUpTo(50_000);
        trial.Process(0).Thaw();
        KafkaBroker.Pause(TimeSpan.FromSeconds(5));
        var log = trial.LogOf(1);
        Assert.All(Enumerable.Range(0, 6), partition => Assert.Contains($"Partition {partition} runs", log, StringComparison.Ordinal));
        trial.Prove();
    }

    [Fact]
    public void A_process_whose_transactions_timed_out_takes_its_partitions_back()
    {
        using var trial = Trial("sleepers", 40_000, processes: 1, options => options with { TransactionTimeout = "6s", CommitInterval = "5s", SessionTimeout = "180s" });
        trial.Start(0);
        trial.Writer.WriteUpTo(10_000);
        KafkaBroker.Pause(TimeSpan.FromSeconds(8));
        trial.Writer.WriteUpTo(30_000);
        KafkaBroker.Pause(TimeSpan.FromMilliseconds(700));
        trial.Process(0).Freeze();

        Assert.True(trial.HasOpenTransactions());

        // Some brokers look for transactions that timed out once a minute only.
        while (trial.HasOpenTransactions()) KafkaBroker.Pause(TimeSpan.FromSeconds(1));
        trial.Process(0).Thaw();
        trial.Writer.Finish();
        trial.WaitUntilAllIsCommitted();
        Assert.Contains("begins again with what is committed", trial.LogOf(0), StringComparison.Ordinal);
        trial.Prove();
    }

    [Fact]
    public void Whoever_takes_over_finds_the_state_in_a_topic()
    {
        var state = broker.MakeTopic("state", 6, new() { ["cleanup.policy"] = "compact" });
        using var trial = Trial("states", 60_000, processes: 2, options => options with { StateTopic = state });
        trial.Start(0);
        trial.Start(1);
        for (var part = 1; part <= 6; part++)
        {
            trial.Writer.WriteUpTo(part * 10_000);
            KafkaBroker.Pause(TimeSpan.FromSeconds(4));
            trial.Process(part % 2).Kill();
            trial.Start(part % 2);
        }

        trial.Writer.Finish();
        trial.WaitUntilAllIsCommitted();
        Assert.All([0, 1], process => Assert.Contains("recovers: from the snapshot of", trial.LogOf(process), StringComparison.Ordinal));
        trial.Prove();
        Assert.NotEqual(0, CommittedRecords.EndOf(broker.Client, state, 6, IsolationLevel.ReadUncommitted));
    }

    [Fact]
    public void Batches_of_ticks_through_three_processes_and_five_kills_give_what_a_replay_gives() =>
        _ = Kill(Trial("batches", 20_000, change: options => options with { Format = MessageFormat.Arrow, TicksPerMessage = 64 }), kills: 5);

    [Fact]
    public void A_million_ticks_through_three_processes_and_fifty_kills_give_what_a_replay_gives()
    {
        var kills = Number("CEP_KAFKA_KILLS", 50);
        var aborted = Kill(Trial("kills", Number("CEP_KAFKA_TICKS", 1_000_000)), kills);
        Assert.True(kills < 50 || aborted > 0, "No kill came while a transaction was open.");
    }

    /// <returns>How many records of transactions came to nothing.</returns>
    private static int Kill(LiveTrial trial, int kills)
    {
        var restart = KafkaBroker.RestartCommand;
        return BrokerProofs.KillsGiveWhatAReplayGives(trial, kills, Number("CEP_SEED", 1), restart is null ? null : () => KafkaBroker.Restart(restart));
    }

    private LiveTrial Trial(string name, int ticks, int processes = 3, Func<LiveTrialOptions, LiveTrialOptions>? change = null)
    {
        var options = BrokerProofs.Trial(broker, name, ticks, Number("CEP_SEED", 1)) with
        {
            Processes = processes,
            GroupProtocol = Environment.GetEnvironmentVariable("CEP_KAFKA_GROUP_PROTOCOL") is { Length: > 0 } protocol ? protocol : "classic",
        };
        return new LiveTrial(change is null ? options : change(options));
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
