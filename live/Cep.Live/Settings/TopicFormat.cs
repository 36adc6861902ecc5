namespace Cep.Live;

/// <summary>How the messages of a topic are written.</summary>
public enum TopicFormat
{
    /// <summary>A JSON object for an event, or an array of them.</summary>
    Json,

    /// <summary>An Arrow IPC stream of many events.</summary>
    Arrow,
}
