namespace Cep.Live;

/// <summary>A topic that is read.</summary>
public sealed record TopicSettings
{
    /// <summary>How its messages are written; null to tell by their content.</summary>
    [Setting("How its messages are written; told by the content of each message when absent.")]
    public TopicFormat? Format { get; init; }
}
