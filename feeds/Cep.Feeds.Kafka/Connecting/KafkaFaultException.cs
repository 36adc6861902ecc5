using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Kafka refused something. <see cref="Fault"/> says what that asks for.</summary>
public sealed class KafkaFaultException : Exception
{
    /// <summary>Makes the exception.</summary>
    public KafkaFaultException(KafkaFault fault, ErrorCode code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
        Code = code;
    }

    /// <summary>Makes the exception with its message.</summary>
    public KafkaFaultException(string message)
        : this(KafkaFault.Fatal, ErrorCode.Unknown, message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public KafkaFaultException(string message, Exception inner)
        : this(KafkaFault.Fatal, ErrorCode.Unknown, message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public KafkaFaultException()
        : this("Kafka refused a request.")
    {
    }

    /// <summary>What the error asks for.</summary>
    public KafkaFault Fault { get; }

    /// <summary>Kafka's own name of the error.</summary>
    public ErrorCode Code { get; }

    /// <summary>What an error of a client asks for.</summary>
    internal static KafkaFault FaultOf(ErrorCode code, bool isFatal, bool isRetriable, bool requiresAbort) =>
        code is ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch or ErrorCode.Local_Fenced ? KafkaFault.Fenced
        : isFatal ? KafkaFault.Fatal
        : requiresAbort ? KafkaFault.Abortable
        : isRetriable || code is ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown ? KafkaFault.Retriable
        : KafkaFault.Fatal;

    /// <summary>What an exception of the managed client says, in these terms.</summary>
    internal static KafkaFaultException Of(KafkaException exception, string what)
    {
        var error = exception.Error;
        var fault = FaultOf(error.Code, error.IsFatal, exception is KafkaRetriableException || IsRetriable(error.Code), exception is KafkaTxnRequiresAbortException);
        return new KafkaFaultException(fault, error.Code, $"Kafka can't {what}: {error.Reason} ({error.Code}).", exception);
    }

    /// <summary>Throws what an error object of the native library says; none is no error.</summary>
    internal static void ThrowIfError(nint error, string what)
    {
        if (error == 0) return;
        var (code, text, isFatal, isRetriable, requiresAbort) = NativeErrors.Take(error);
        throw new KafkaFaultException(FaultOf((ErrorCode)code, isFatal, isRetriable, requiresAbort), (ErrorCode)code, $"Kafka can't {what}: {text} ({(ErrorCode)code}).");
    }

    /// <summary>Throws what an error code says; zero is no error.</summary>
    internal static void ThrowIfError(int code, string what)
    {
        if (code == 0) return;
        var error = new Error((ErrorCode)code);
        throw new KafkaFaultException(FaultOf(error.Code, error.IsFatal, IsRetriable(error.Code), false), error.Code, $"Kafka can't {what}: {error.Reason} ({error.Code}).");
    }

    /// <summary>Errors that pass by themselves: a coordinator that moves, a rebalance, a broker that is away.</summary>
    private static bool IsRetriable(ErrorCode code) => code is ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable
        or ErrorCode.NotCoordinatorForGroup or ErrorCode.RebalanceInProgress or ErrorCode.RequestTimedOut or ErrorCode.NetworkException
        or ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable or ErrorCode.UnstableOffsetCommit or ErrorCode.ConcurrentTransactions
        or ErrorCode.Local_WaitCoord or ErrorCode.Local_Retry or ErrorCode.Local_InProgress;
}
