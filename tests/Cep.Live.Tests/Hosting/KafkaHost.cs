namespace Cep.Live.Hosting;

/// <summary>A live host over a cluster, from its start until a test has seen what it waits for.</summary>
internal sealed class KafkaHost(LiveSettings settings, Func<LiveContext, CancellationToken, Task> work)
{
    /// <summary>What the host says of itself.</summary>
    public LiveStatus? Status { get; private set; }

    /// <summary>What it has logged, once it has stopped.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Runs the host beside something that waits, stops it then, and checks that it stopped as it was asked to.</summary>
    public async Task RunAsync(Action wait)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var log = new StringWriter();
        var run = LiveHost.RunAsync(
            settings,
            (context, stopping) =>
            {
                Status = context.Status;
                return work(context, stopping);
            },
            log,
            stop.Token);
        await Task.Run(wait, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var (outcome, failure) = await run;
        Log = log.ToString();
        Assert.True(outcome == LiveOutcome.Stopped, $"{failure}\n{Log}");
    }
}
