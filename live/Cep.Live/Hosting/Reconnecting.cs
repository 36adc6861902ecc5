using Polly;
using Polly.Retry;

namespace Cep.Live;

/// <summary>
/// How what failed for want of a broker is tried again: for ever, after waits that double from a quarter of a second to ten seconds
/// and differ by chance, so that the processes of a group don't all come back at once.
/// </summary>
internal static class Reconnecting
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The policy.</summary>
    /// <param name="isPassing">Which faults may pass.</param>
    /// <param name="noted">Is told of each, and of the wait that follows.</param>
    /// <param name="clock">By which it waits.</param>
    public static ResiliencePipeline After<TFault>(Func<TFault, bool> isPassing, Action<Exception, TimeSpan> noted, TimeProvider clock)
        where TFault : Exception
    {
        return new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle(isPassing),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstWait,
                MaxDelay = LongestWait,
                OnRetry = retry =>
                {
                    noted(retry.Outcome.Exception!, retry.RetryDelay);
                    return default;
                },
            })
            .Build();
    }
}
