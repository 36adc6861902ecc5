using System.Collections.ObjectModel;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>How to reach a Kafka cluster and prove who one is.</summary>
/// <remarks>Its text shows no secret. Immutable, safe on any thread.</remarks>
public sealed record ClientSettings
{
    /// <summary>Brokers to begin with, <c>host:port</c>, separated by commas.</summary>
    public string Bootstrap { get; init; } = "";

    /// <summary>How the connection is protected and authenticated.</summary>
    public SecurityProtocol Protocol { get; init; } = SecurityProtocol.Plaintext;

    /// <summary>How one authenticates with SASL: <c>Plain</c>, <c>ScramSha256</c>, <c>ScramSha512</c> or <c>OAuthBearer</c>.</summary>
    public SaslMechanism? Mechanism { get; init; }

    /// <summary>Name of the user of SASL PLAIN and SCRAM.</summary>
    public string? User { get; init; }

    /// <summary>Password of the user.</summary>
    public Secret? Password { get; init; }

    /// <summary>Where OAUTHBEARER gets its tokens.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>Name of the OAUTHBEARER client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Secret of the OAUTHBEARER client.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>Scope to ask for with OAUTHBEARER.</summary>
    public string? Scope { get; init; }

    /// <summary>File of the certificates that may have signed the brokers' (PEM); null for those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>File of one's own certificate (PEM), where brokers ask for one.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>File of the key of one's own certificate (PEM).</summary>
    public string? KeyFile { get; init; }

    /// <summary>Password of the key.</summary>
    public Secret? KeyPassword { get; init; }

    /// <summary>Any other property of librdkafka, by its name there. What this project has to decide itself can't be set.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>All that is wrong with the settings, each naming its setting; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate() => [.. ClientSettingsFaults.Of(this)];

    /// <summary>The settings with every secret replaced.</summary>
    public override string ToString() => ClientSettingsText.Of(this);

    /// <summary>What all clients have in common.</summary>
    /// <exception cref="FeedException">The settings are wrong, or a secret can't be read.</exception>
    internal T To<T>(T config)
        where T : ClientConfig
    {
        if (Validate() is { Count: > 0 } faults) throw new FeedException(string.Join(' ', faults));

        // After an outage of all brokers librdkafka would drop what it knows of them and begin anew with the bootstrap list, while
        // requests to a group's coordinator may wait for ever on a broker that it dropped. It finds them again without that.
        config.MetadataRecoveryStrategy = MetadataRecoveryStrategy.None;
        foreach (var (name, value) in Properties) config.Set(name, value);
        config.BootstrapServers = Bootstrap;
        config.SecurityProtocol = Protocol;
        config.SaslMechanism = Mechanism;
        if (User is not null) config.SaslUsername = User;
        if (Password is not null) config.SaslPassword = Password.Read("password");
        if (Mechanism == SaslMechanism.OAuthBearer)
        {
            config.SaslOauthbearerMethod = SaslOauthbearerMethod.Oidc;
            config.SaslOauthbearerTokenEndpointUrl = TokenEndpoint!.ToString();
            config.SaslOauthbearerClientId = ClientId;
            config.SaslOauthbearerClientSecret = ClientSecret!.Read("clientSecret");
            if (Scope is not null) config.SaslOauthbearerScope = Scope;
        }

        if (CaFile is not null) config.SslCaLocation = CaFile;
        if (CertificateFile is not null) config.SslCertificateLocation = CertificateFile;
        if (KeyFile is not null) config.SslKeyLocation = KeyFile;
        if (KeyPassword is not null) config.SslKeyPassword = KeyPassword.Read("keyPassword");
        return config;
    }
}
