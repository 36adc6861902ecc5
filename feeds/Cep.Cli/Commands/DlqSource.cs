using System.CommandLine;
using Cep.Feeds.Kafka;
using Cep.Live;

namespace Cep.Cli;

/// <summary>Where the dead letters are that a command is about: files, or a topic of the configuration's cluster.</summary>
internal sealed class DlqSource : IDisposable
{
    private readonly string? path;
    private readonly LiveSettings? settings;
    private readonly DeadLetterTopic? topic;
    private readonly CancellationToken stop;

    /// <exception cref="UsageException">Nothing says where they are.</exception>
    public DlqSource(DlqOptions options, ParseResult parsed, CancellationToken stop)
    {
        this.stop = stop;
        path = options.PathOf(parsed);
        if (path is null || parsed.GetValue(options.Config) is not null) settings = options.SettingsOf(parsed);
        if (path is not null) return;
        var name = parsed.GetValue(options.Topic) ?? settings!.DeadLetters.Topic
            ?? throw new UsageException($"{parsed.GetValue(options.Config)} names no deadLetters.topic; name a topic with --topic, or a file of dead letters.");
        topic = new DeadLetterTopic(KafkaOptions.Client(settings!), settings!.Kafka.Group, name, stop);
    }

    /// <summary>The dead letters, to look at.</summary>
    public DeadLetterStore Read() => path is not null ? DeadLetterStore.Open(path) : Guard(topic!.Read);

    /// <summary>The dead letters, to do something to them.</summary>
    public DeadLetterStore Take() => path is not null ? DeadLetterStore.Open(path) : Guard(topic!.Take);

    /// <summary>The cluster as a target of requeues.</summary>
    /// <param name="to">The topic; null for the one from which the input came.</param>
    /// <exception cref="UsageException">Nothing says where Kafka is.</exception>
    public IRequeueTarget Kafka(string? to) =>
        topic is not null ? new KafkaRequeue(topic, to, stop)
        : settings is not null ? new KafkaRequeue(KafkaOptions.Client(settings), settings.Kafka.Group, to, stop)
        : throw new UsageException("say where to: --out FILE, or --config FILE.json for the Kafka cluster of a configuration.");

    /// <summary>Does something for which Kafka is asked.</summary>
    /// <exception cref="FeedException">Kafka refuses; the message holds no secret.</exception>
    public T Guard<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (KafkaFaultException fault)
        {
            var message = settings is null ? fault.Message : Redaction.Of(settings).Apply(fault.Message);
            throw new FeedException(fault.Fault == KafkaFault.Fenced ? $"another 'cep dlq' is at work on the same dead letters; nothing was done here. ({message})" : message, fault);
        }
    }

    public void Dispose() => topic?.Dispose();
}
