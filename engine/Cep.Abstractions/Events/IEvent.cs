namespace Cep;

/// <summary>
/// Something that happened, recorded: it has a time and belongs to a symbol. Implement it with a
/// <c>readonly record struct</c> to give rules an event type of your own.
/// </summary>
public interface IEvent
{
    /// <summary>When it happened.</summary>
    EventTime Time { get; }

    /// <summary>The instrument it happened to; the key by which rules are partitioned unless they say otherwise.</summary>
    Symbol Symbol { get; }
}
