namespace Cep.Live;

/// <summary>How one authenticates with SASL.</summary>
public enum SaslMechanism
{
    /// <summary>User and password as they are.</summary>
    Plain,

    /// <summary>SCRAM with SHA-256.</summary>
    ScramSha256,

    /// <summary>SCRAM with SHA-512.</summary>
    ScramSha512,

    /// <summary>Tokens of an OAuth server.</summary>
    OAuthBearer,
}
