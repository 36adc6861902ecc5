namespace Cep.Live;

/// <summary>The form of a line of the log.</summary>
public enum LogForm
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
