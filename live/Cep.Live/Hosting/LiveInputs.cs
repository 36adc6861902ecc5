using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>The live run over all that is read: the tasks of topics, and the files, each going on without the other.</summary>
public static class LiveInputs
{
    /// <summary>Runs until it is asked to stop, or has only files and these are published to their end.</summary>
    /// <exception cref="Exception">One of the two has failed for good; the other was stopped.</exception>
    public static async Task RunAsync(LiveContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = new BrokerWatch(context, context.Loggers.CreateLogger<BrokerWatch>()).RunAsync(ending.Token);
        List<Task> works = [];
        if (context.Settings.Kafka.Topics.Count > 0) works.Add(Task.Run(() => KafkaWork.RunAsync(context, ending.Token), CancellationToken.None));
        if (context.Settings.Input.Files.Count > 0)
        {
            // Files are read whether or not a broker answers.
            context.Status.Phase = LivePhase.Running;
            works.Add(Task.Run(() => FileWork.RunAsync(context, ending.Token), CancellationToken.None));
        }

        try
        {
            for (var left = works.ToList(); left.Count > 0;)
            {
                var ended = await Task.WhenAny(left).ConfigureAwait(false);
                left.Remove(ended);
                if (!ended.IsCompletedSuccessfully) await ending.CancelAsync().ConfigureAwait(false);
            }

            await Task.WhenAll(works).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }
}
