namespace Cep.Live;

/// <summary>Whether metrics and traces are sent somewhere.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The OTLP endpoint, null for none.</summary>
    [Setting("The OTLP endpoint that gets metrics and traces; none when absent.")]
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The form of OTLP.</summary>
    [Setting("The form of OTLP.")]
    public OtlpForm OtlpForm { get; init; } = OtlpForm.Grpc;

    /// <summary>Headers for the endpoint.</summary>
    [Setting("Headers for the endpoint, name=value, separated by commas.")]
    public SecretSource? OtlpHeaders { get; init; }

    /// <summary>How often metrics are sent.</summary>
    [Setting("How often metrics are sent.", Min = 0.1, Max = 3600)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);
}
