namespace Cep.Feeds.Kafka;

/// <summary>What Kafka's rules ask of whoever gets an error.</summary>
public enum KafkaFault
{
    /// <summary>The same call may succeed when it is made again.</summary>
    Retriable,

    /// <summary>The transaction was lost: it is aborted, and the task recovers from what is committed.</summary>
    Abortable,

    /// <summary>The record will never be taken, such as one that is too large: it becomes a dead letter, and the others go on.</summary>
    Refused,

    /// <summary>Somebody else has the Kafka partition by now: the task ends and must write nothing more.</summary>
    Fenced,

    /// <summary>The client can't be used any more: the task ends, and may begin anew with another one.</summary>
    Fatal,
}
