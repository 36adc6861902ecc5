namespace Cep.Live;

/// <summary>Whether the input is recorded.</summary>
public sealed record RecordSettings
{
    /// <summary>The folder for segments of the input; null to record nothing.</summary>
    [Setting("The folder in which the input is recorded, heartbeats included, for cep parity; nothing is recorded when absent.")]
    public string? Directory { get; init; }
}
