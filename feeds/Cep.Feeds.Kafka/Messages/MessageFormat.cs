namespace Cep.Feeds.Kafka;

/// <summary>How events are written into a message. Readers tell the formats apart by content, so both may stand in one topic.</summary>
public enum MessageFormat
{
    /// <summary>A JSON object for one event, or an array of them.</summary>
    Json,

    /// <summary>An Arrow IPC stream of many events, in columns.</summary>
    Arrow,
}
