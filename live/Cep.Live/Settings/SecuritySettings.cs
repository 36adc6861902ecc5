namespace Cep.Live;

/// <summary>How connections to Kafka are protected and authenticated. Holds the places of secrets, never secrets.</summary>
public sealed record SecuritySettings
{
    /// <summary>How the connection is protected.</summary>
    [Setting("How the connection is protected.")]
    public SecurityProtocol Protocol { get; init; } = SecurityProtocol.Plaintext;

    /// <summary>How one authenticates with SASL.</summary>
    [Setting("How one authenticates with SASL.")]
    public SaslMechanism? Mechanism { get; init; }

    /// <summary>User of PLAIN and SCRAM.</summary>
    [Setting("User of PLAIN and SCRAM.")]
    public string? User { get; init; }

    /// <summary>Password of the user.</summary>
    [Setting("Password of the user.")]
    public SecretSource? Password { get; init; }

    /// <summary>Where OAUTHBEARER gets its tokens.</summary>
    [Setting("Where OAUTHBEARER gets its tokens.")]
    public Uri? TokenEndpoint { get; init; }

    /// <summary>Name of the OAUTHBEARER client.</summary>
    [Setting("Name of the OAUTHBEARER client.")]
    public string? ClientId { get; init; }

    /// <summary>Secret of the OAUTHBEARER client.</summary>
    [Setting("Secret of the OAUTHBEARER client.")]
    public SecretSource? ClientSecret { get; init; }

    /// <summary>Scope to ask for with OAUTHBEARER.</summary>
    [Setting("Scope to ask for with OAUTHBEARER.")]
    public string? Scope { get; init; }

    /// <summary>Certificates that may have signed the brokers'.</summary>
    [Setting("File of the certificates that may have signed the brokers' (PEM); those of the system when absent.")]
    public string? CaFile { get; init; }

    /// <summary>One's own certificate.</summary>
    [Setting("File of one's own certificate (PEM), where brokers ask for one.")]
    public string? CertificateFile { get; init; }

    /// <summary>Key of one's own certificate.</summary>
    [Setting("File of the key of one's own certificate (PEM).")]
    public string? KeyFile { get; init; }

    /// <summary>Password of the key.</summary>
    [Setting("Password of the key.")]
    public SecretSource? KeyPassword { get; init; }
}
