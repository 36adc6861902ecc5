using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Runs the live run within the host, and ends the host when it ends.</summary>
internal sealed partial class LiveService(LiveWork run, LiveContext context, IHostApplicationLifetime lifetime, ILogger<LiveService> logger) : BackgroundService
{
    /// <summary>What made the run fail, null when nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The run came to its end after it was asked to stop, or by itself.</summary>
    public bool HasEnded { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host must not wait for the run to come to its first await.
        await Task.Yield();
        foreach (var repair in context.Spool.Repairs) Repaired(repair);
        try
        {
            await run(context, stoppingToken).ConfigureAwait(false);
            context.Status.Phase = LivePhase.Stopped;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            context.Status.Phase = LivePhase.Stopped;
        }
        catch (Exception error)
        {
            Failure = error;
            context.Status.Fail(error.Message);
            Failed(error.Message, error);
        }
        finally
        {
            HasEnded = true;
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool was mended: {Repair}")]
    private partial void Repaired(string repair);

    [LoggerMessage(Level = LogLevel.Error, Message = "The run has failed: {Reason}")]
    private partial void Failed(string reason, Exception error);
}
