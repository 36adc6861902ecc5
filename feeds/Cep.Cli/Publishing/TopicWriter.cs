using Cep.Feeds.Files;
using Cep.Feeds.Kafka;

namespace Cep.Cli;

/// <summary>Writes ticks into a topic as others write them into a file.</summary>
internal sealed class TopicWriter(TickPublisher publisher, string topic) : TickWriter(TickKinds.Trades | TickKinds.Quotes | TickKinds.Statuses, topic)
{
    private EventTime last = EventTime.MinValue;

    /// <summary>Says that time has gone past the last event, so that what follows from it is derived, and waits until the brokers have all.</summary>
    public override void Complete()
    {
        if (last > EventTime.MinValue) publisher.Beat(new EventTime(last.Nanos + 1));
        publisher.Complete();
    }

    public override void Dispose() => publisher.Dispose();

    protected override void Write(in Trade trade) => Publish(trade);

    protected override void Write(in Quote quote) => Publish(quote);

    protected override void Write(in MarketStatus status) => Publish(status);

    private void Publish<T>(in T tick)
        where T : struct, IEvent
    {
        last = tick.Time;
        publisher.Write(tick);
    }
}
