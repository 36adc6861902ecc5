namespace Cep.Live.Spooling;

/// <summary>Files go on while the broker is away, and what is derived from them is published once and in order when it is back.</summary>
public sealed class SpooledRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_published_to_their_end()
    {
        using var run = new SpooledRun(3_000, minSize: 500);
        await RunToItsEnd(run);
        AssertPublished(run);
        Assert.Equal((3_000, true), (run.Status!.Events, run.Status.Broker.IsConnected));
        Assert.Equal(run.Expected().Count, run.Status.Rule("block-trade").DerivedEvents);
    }

    [Fact]
    public async Task Files_go_on_while_the_broker_is_away_from_the_start()
    {
        using var run = new SpooledRun(3_000);
        run.Cluster.TakeDown();
        var running = run.RunAsync(Token);
        await run.Until(status => status.Spool!.Entries == 3_000 && status.Broker.IsConnected == false && run.Log.Contains("The broker does not answer", StringComparison.Ordinal));
        Assert.Equal(("degraded", true), (new HealthReport(run.Status!).Status, new HealthReport(run.Status!).IsReady));
        Assert.True(run.Status!.Spool!.OldestAge > TimeSpan.Zero);
        run.Cluster.BringUp();
        AssertStopped(await running, run);
        AssertPublished(run);
    }

    [Fact]
    public async Task A_broker_that_goes_away_in_the_middle_and_comes_back_gets_the_rest()
    {
        using var run = new SpooledRun(20_000);
        run.Settings = run.Settings with { Spool = run.Settings.Spool with { Size = new(1 << 18) } };
        var running = run.RunAsync(Token);
        for (var outage = 0; outage < 2; outage++)
        {
            var confirmed = run.Status?.Spool!.Confirmed ?? 0;
            await run.Until(status => status.Spool!.Confirmed > confirmed + 1_000);
            run.Cluster.TakeDown();
            await run.Until(status => status.Broker.IsConnected == false && status.IsInputStopped);
            Assert.Equal("unready", new HealthReport(run.Status!).Status);
            run.Cluster.BringUp();
            await run.Until(status => status.Broker.IsConnected == true);
        }

        AssertStopped(await running, run);
        AssertPublished(run);
        Assert.Contains("The spool is full and input has stopped", run.Log, StringComparison.Ordinal);
        Assert.Contains("The spool has room again", run.Log, StringComparison.Ordinal);
        Assert.False(run.Status!.IsInputStopped);
    }

    [Fact]
    public async Task A_stop_at_a_full_spool_loses_nothing()
    {
        using var run = new SpooledRun(3_000);
        run.Settings = run.Settings with { Spool = run.Settings.Spool with { Size = new(1 << 16) } };
        run.Cluster.TakeDown();
        for (var stops = 0; stops < 3; stops++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var running = run.RunAsync(stop.Token);
            await run.Until(status => status.IsInputStopped);
            await stop.CancelAsync();
            AssertStopped(await running, run);
        }

        run.Cluster.BringUp();
        await RunToItsEnd(run);
        AssertPublished(run);
    }

    [Fact]
    public async Task A_finished_run_that_is_started_again_publishes_nothing()
    {
        using var run = new SpooledRun(500);
        await RunToItsEnd(run);
        await RunToItsEnd(run);
        AssertPublished(run);
    }

    [Fact]
    public async Task What_a_full_spool_drops_is_counted_and_told_and_all_else_is_published()
    {
        using var run = new SpooledRun(3_000);
        run.Settings = run.Settings with { Spool = run.Settings.Spool with { Size = new(1 << 16), WhenFull = SpoolFullAction.DropNewest } };
        run.Cluster.TakeDown();
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            var running = run.RunAsync(stop.Token);
            await run.Until(status => status.Spool!.Entries + status.Spool.Dropped == 3_000);
            await stop.CancelAsync();
            AssertStopped(await running, run);
        }

        var (kept, dropped) = ((int)run.Status!.Spool!.Entries, run.Status.Spool.Dropped);
        Assert.True(kept > 10 && dropped > 1_000);
        Assert.Contains("1000 derived events are lost so far", run.Log, StringComparison.Ordinal);

        // What was dropped behind the last entry is derived again; there is as little room for it as before.
        run.Cluster.BringUp();
        await RunToItsEnd(run);
        var (expected, published) = (run.Expected(), run.Published(kept));
        Assert.Equal(expected.Take(kept), published.Take(kept));
        Assert.Equal(published, expected.Where(published.ToHashSet().Contains));
        Assert.Equal(3_000, published.Count + run.Status.Spool!.Dropped);
    }

    [Fact]
    public async Task A_full_spool_ends_the_process_where_that_was_asked_for()
    {
        using var run = new SpooledRun(3_000);
        run.Settings = run.Settings with { Spool = run.Settings.Spool with { Size = new(1 << 16), WhenFull = SpoolFullAction.Fail } };
        run.Cluster.TakeDown();
        var (outcome, failure) = await run.RunAsync(Token);
        Assert.Equal(LiveOutcome.Failed, outcome);
        Assert.Contains("is full (64KB), and spool.whenFull is fail", failure!.Message, StringComparison.Ordinal);
        Assert.Contains("spool.whenFull is fail", run.Log, StringComparison.Ordinal);

        // More room, and it goes on behind what it had.
        run.Settings = run.Settings with { Spool = run.Settings.Spool with { Size = new(1 << 24) } };
        run.Cluster.BringUp();
        await RunToItsEnd(run);
        AssertPublished(run);
    }

    [Fact]
    public async Task A_spool_of_another_log_is_refused()
    {
        using var run = new SpooledRun(300);
        await RunToItsEnd(run);
        File.AppendAllText(run["ticks.csv"], "2026-03-16T15:00:00Z,S1,100,900\n");
        var (outcome, failure) = await run.RunAsync(Token);
        Assert.Equal(LiveOutcome.Failed, outcome);
        Assert.Contains("holds derived events of another log: of the file ", failure!.Message, StringComparison.Ordinal);
        Assert.Contains("give this run another spool.directory", failure.Message, StringComparison.Ordinal);
    }

    internal static void AssertPublished(SpooledRun run)
    {
        var expected = run.Expected();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, run.Published(expected.Count));
    }

    internal static async Task RunToItsEnd(SpooledRun run) => AssertStopped(await run.RunAsync(Token), run);

    private static void AssertStopped((LiveOutcome Outcome, Exception? Failure) end, SpooledRun run) => Assert.True(end.Outcome == LiveOutcome.Stopped, $"{end.Failure}\n{run.Log}");
}
