namespace Cep;

/// <summary>A heartbeat as a row of a batch, so that it keeps its place among the events of its feed.</summary>
internal readonly record struct HeartbeatRow(EventTime Time) : IEvent
{
    public Symbol Symbol => default;
}
