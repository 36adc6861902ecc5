namespace Cep.Feeds.Kafka;

/// <summary>How often what may succeed later is tried again: after a wait that grows, until it succeeds or the run is to end.</summary>
/// <param name="FirstWait">The wait before the second try.</param>
/// <param name="LongestWait">The longest wait.</param>
/// <param name="Growth">By how much each wait is longer than the one before; 1 or more.</param>
public sealed record RetryPolicy(TimeSpan FirstWait, TimeSpan LongestWait, double Growth = 2)
{
    /// <summary>From a tenth of a second to five seconds.</summary>
    public static RetryPolicy Default { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>Does something, again and again while its fault is <see cref="KafkaFault.Retriable"/>.</summary>
    /// <param name="action">What to do; it may be done several times.</param>
    /// <param name="noted">Is told of each fault.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="KafkaFaultException">A fault that is not retriable.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    internal void Run(Action action, Action<string> noted, CancellationToken stop)
    {
        for (var wait = FirstWait; ; wait = TimeSpan.FromTicks((long)Math.Min(LongestWait.Ticks, wait.Ticks * Growth)))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (KafkaFaultException fault) when (fault.Fault == KafkaFault.Retriable)
            {
                noted(fault.Message);
            }

            stop.WaitHandle.WaitOne(wait);
        }
    }
}
