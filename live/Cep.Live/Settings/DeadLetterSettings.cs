namespace Cep.Live;

/// <summary>Where dead letters go; both places may be named.</summary>
public sealed record DeadLetterSettings
{
    /// <summary>The topic of dead letters.</summary>
    [Setting("The topic of dead letters; none when absent.")]
    public string? Topic { get; init; }

    /// <summary>The file of dead letters, for <c>cep dlq</c>.</summary>
    [Setting("The file of dead letters (JSON Lines), which is added to; see cep dlq.")]
    public string? File { get; init; } = "dead-letters.jsonl";
}
