using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// A commit of which nobody heard whether it was done. A broker before 2.5 that has just started may for moments tell the
/// position before it, although the transaction is through; who believed that would tell the same again.
/// </summary>
internal static class CommitInDoubt
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long such a broker is given to tell of the commit. It does so once its groups are loaded.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What is committed, asked again for a while when it is not what may have been.</summary>
    /// <param name="ask">Asks what is committed.</param>
    /// <param name="inDoubt">What the last attempt may have committed; null when that is known.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public static IReadOnlyList<PartitionOffset> Settle(Func<IReadOnlyList<PartitionOffset>> ask, IReadOnlyList<PartitionOffset>? inDoubt, TimeProvider clock, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var committed = ask();
            if (inDoubt is null || committed.SequenceEqual(inDoubt) || clock.GetElapsedTime(began) >= Patience) return committed;
            stop.WaitHandle.WaitOne(Pause);
            stop.ThrowIfCancellationRequested();
        }
    }
}
