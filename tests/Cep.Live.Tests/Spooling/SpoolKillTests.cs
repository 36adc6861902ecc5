using System.Diagnostics;

namespace Cep.Live.Spooling;

/// <summary>What is published stays published once, whenever the process is killed.</summary>
public sealed class SpoolKillTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The moment at which a transaction is committed and the spool does not know it yet: the position is put back to where it was
    /// before. All else on the disk is as the kill left it.
    /// </summary>
    [Fact]
    public async Task A_kill_between_publishing_and_confirming_doubles_nothing()
    {
        using var run = new SpooledRun(SpoolDrain.MaxBatch - 10);
        run.Cluster.TakeDown();
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            var running = run.RunAsync(stop.Token);
            await run.Until(status => status.Spool!.Entries == SpoolDrain.MaxBatch - 10 && status.Broker.IsConnected == false);
            await stop.CancelAsync();
            await running;
        }

        var before = Directory.GetFiles(run["spool"]).Where(IsOfTheQueue).ToDictionary(file => file, File.ReadAllBytes);
        run.Cluster.BringUp();
        await SpooledRunTests.RunToItsEnd(run);
        foreach (var (file, bytes) in before) File.WriteAllBytes(file, bytes);
        await SpooledRunTests.RunToItsEnd(run);
        SpooledRunTests.AssertPublished(run);
        Assert.Contains("490 derived events of the spool had been published already", run.Log, StringComparison.Ordinal);

        // Without the marks the topic is searched from its beginning.
        foreach (var (file, bytes) in before) File.WriteAllBytes(file, bytes);
        File.WriteAllText(run["spool/marks"], "no marks");
        await SpooledRunTests.RunToItsEnd(run);
        SpooledRunTests.AssertPublished(run);
    }

    [Fact]
    public async Task Kills_at_any_moment_and_outages_between_them_lose_and_double_nothing()
    {
        using var run = new SpooledRun(40_000, minSize: 880);
        run.Cluster.SetRoundTrip(TimeSpan.FromMilliseconds(30));
        var random = new Random(5);
        for (var kill = 0; kill < 6; kill++)
        {
            if (kill % 3 == 1) run.Cluster.TakeDown();
            using var process = Start(run);
            await Task.Delay(random.Next(600, 2_500), Token);
            if (kill % 3 == 1) run.Cluster.BringUp();
            if (kill % 3 == 1) await Task.Delay(random.Next(200, 1_500), Token);
            Assert.False(process.HasExited, "The run was over before it could be killed.");
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        using var last = Start(run);
        var errors = last.StandardError.ReadToEndAsync(Token);
        await last.WaitForExitAsync(Token);
        Assert.True(last.ExitCode == 0, await errors);
        SpooledRunTests.AssertPublished(run);
    }

    private static bool IsOfTheQueue(string file) => file.EndsWith(SpoolSegment.Ending, StringComparison.Ordinal) || Path.GetFileName(file) == SpoolPosition.FileName;

    private static Process Start(SpooledRun run)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "cep.dll"), "run", "--config", run.ConfigPath]) { RedirectStandardError = true };

        // Little room, so that reading and draining go on side by side for some seconds.
        start.Environment["CEP__Spool__Size"] = "64KB";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}
