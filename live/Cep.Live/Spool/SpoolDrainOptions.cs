using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>How a spool is drained.</summary>
/// <param name="Producer">What publishes its entries.</param>
/// <param name="Name">The name of the spool, which its records carry.</param>
/// <param name="Interval">How often it is looked for new entries.</param>
internal sealed record SpoolDrainOptions(TaskProducerOptions Producer, string Name, TimeSpan Interval)
{
    /// <summary>Takes a dead letter for each entry that will never be published; null to stop at it.</summary>
    public CountingLetters? DeadLetters { get; init; }
}
