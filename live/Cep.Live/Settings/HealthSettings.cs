namespace Cep.Live;

/// <summary>Where health and metrics are told.</summary>
public sealed record HealthSettings
{
    /// <summary>The address to listen at, null for none.</summary>
    [Setting("Where /health/live, /health/ready, /metrics and /partial-matches are answered. Loopback unless another address is named, since nobody is asked who he is.")]
    public Uri? Address { get; init; } = new("http://127.0.0.1:9464");

    /// <summary>Whether anything is listened at.</summary>
    [Setting("Whether they are answered at all.")]
    public bool Enabled { get; init; } = true;
}
