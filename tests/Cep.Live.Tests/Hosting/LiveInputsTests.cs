using Cep.Live.Spooling;
using Confluent.Kafka;

namespace Cep.Live.Hosting;

public sealed class LiveInputsTests
{
    [Fact]
    public async Task Tasks_wait_and_files_go_on_while_the_broker_is_away_and_nothing_is_missing_afterwards()
    {
        using var run = new SpooledRun(2_000);
        run.Cluster.CreateTopic("trades", 1);
        run.Settings = run.Settings with
        {
            Kafka = run.Settings.Kafka with { Topics = new Dictionary<string, TopicSettings> { ["trades"] = new() } },
            Spool = run.Settings.Spool with { Size = new(1 << 16) },
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Produce(run, 1, 20);
        var running = run.RunAsync(stop.Token);
        await run.Until(status => status.Broker.IsConnected == true && status.Partitions.Any(task => task.Phase == LivePhase.Running) && status.Events >= 2_020);
        await run.Until(status => status.Spool!.Entries == 0 && status.Commits > 0);
        run.Cluster.TakeDown();
        await run.Until(status => status.Broker.IsConnected == false && Says(run, "The broker does not answer"));
        Assert.Equal(("degraded", true), (new HealthReport(run.Status!).Status, new HealthReport(run.Status!).IsReady));
        run.Cluster.BringUp();
        await run.Until(status => status.Broker.IsConnected == true && Says(run, "The broker answers again"));
        Produce(run, 21, 40);
        await run.Until(status => status.Rule("block-trade").DerivedEvents >= 2_039);
        await stop.CancelAsync();
        var (outcome, failure) = await running;
        Assert.True(outcome == LiveOutcome.Stopped, $"{failure}\n{run.Log}");
        var published = run.Published(2_039);
        Assert.Equal(run.Expected(), published.Where(value => !value.Contains("\"KAFKA\"", StringComparison.Ordinal)));
        Assert.True(published.Count(value => value.Contains("\"KAFKA\"", StringComparison.Ordinal)) >= 39);
    }

    [Fact]
    public async Task A_check_looks_at_the_files()
    {
        using var run = new SpooledRun(10);
        ConnectionProbe none = (_, _) => Task.FromResult<IReadOnlyList<CheckResult>>([]);
        var good = await LiveCheck.RunAsync(run.Settings, none, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(good, result => result.What == "input.files").Fault);
        var missing = run.Settings with { Input = new InputSettings { Files = [run["nothing.csv"]] } };
        var bad = await LiveCheck.RunAsync(missing, none, TestContext.Current.CancellationToken);
        Assert.StartsWith("can't be read: ", Assert.Single(bad, result => result.What == "input.files").Fault, StringComparison.Ordinal);
        var probed = await KafkaProbe.RunAsync(run.Settings, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(probed).Fault);
    }

    private static bool Says(SpooledRun run, string what) => run.Log.Contains(what, StringComparison.Ordinal);

    private static void Produce(SpooledRun run, int from, int to)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = run.Cluster.Bootstrap }).Build();
        for (var second = from; second <= to; second++)
        {
            producer.Produce("trades", new() { Key = "KAFKA", Value = $$"""{"time":"2026-03-16T14:30:{{second:D2}}Z","symbol":"KAFKA","price":10,"size":600}""" });
        }

        producer.Flush(TimeSpan.FromSeconds(10));
    }
}
