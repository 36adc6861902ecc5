namespace Cep.Live;

/// <summary>The shortest of what <see cref="RealBrokerTests"/> show, for whoever has Docker and no broker.</summary>
public sealed class ContainerBrokerTests(ContainerBroker container) : IClassFixture<ContainerBroker>, IDisposable
{
    private readonly KafkaBroker broker = container.OrSkip();

    public void Dispose() => broker.Dispose();

    [Fact]
    public void Readers_of_committed_records_see_nothing_of_a_transaction_that_was_aborted() => BrokerProofs.NothingIsSeenOfWhatWasAborted(broker);

    [Fact]
    public void Twenty_thousand_ticks_through_three_processes_and_five_kills_give_what_a_replay_gives() =>
        _ = BrokerProofs.KillsGiveWhatAReplayGives(new LiveTrial(BrokerProofs.Trial(broker, "kills", 20_000, seed: 1)), kills: 5, seed: 1, restart: null);
}
