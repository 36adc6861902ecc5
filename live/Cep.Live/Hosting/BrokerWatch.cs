using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Asks the broker again and again whether it is there, and tells the status and the log when that changes.</summary>
internal sealed partial class BrokerWatch(LiveContext context, ILogger<BrokerWatch> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Watches until it is to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var settings = context.Settings;
        using var probe = new BrokerProbe(KafkaOptions.Client(settings), settings.Kafka.Group, settings.Kafka.Topics.Keys.FirstOrDefault() ?? new DerivedTopics(settings.Output.Topic).AllOf(settings.Rules[0].Identity).FirstOrDefault(settings.Output.Topic));
        bool? was = null;
        while (!stop.IsCancellationRequested)
        {
            var fault = await Task.Run(() => probe.Ask(Patience), CancellationToken.None).ConfigureAwait(false);
            if (fault is not null && was != false) IsAway(fault);
            if (fault is null && was == false) IsBack();
            context.Status.SetBroker(fault is null);
            was = fault is null;
            await Task.Delay(Pause, context.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker does not answer: {Reason}. Tasks wait, files go on, what is derived from them goes to the spool")]
    private partial void IsAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker answers again")]
    private partial void IsBack();
}
