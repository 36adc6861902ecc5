namespace Cep.Feeds.Kafka;

/// <summary>What a group tells of the partition numbers that this process runs. All but the last two are called by one thread.</summary>
public sealed record GroupCallbacks
{
    /// <summary>Tasks to start. Returns at once; the task calls <see cref="KafkaGroup.Open"/> when it knows from where it reads.</summary>
    public required Action<IReadOnlyList<int>> Assigned { get; init; }

    /// <summary>Tasks to stop. Returns when they have drained, committed and ended; until then nobody else gets the partitions.</summary>
    public required Action<IReadOnlyList<int>> Revoked { get; init; }

    /// <summary>Tasks to stop without a commit: somebody else may run them already.</summary>
    public required Action<IReadOnlyList<int>> Lost { get; init; }

    /// <summary>A Kafka partition can't be read on, for example because its offset is not there any more. The task must end. On any thread.</summary>
    public required Action<int, KafkaFaultException> Failed { get; init; }

    /// <summary>Something to note, for a log: connections that broke, callbacks that threw. It holds no secret. On any thread.</summary>
    public Action<string> Noted { get; init; } = _ => { };
}
