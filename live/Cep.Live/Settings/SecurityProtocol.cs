namespace Cep.Live;

/// <summary>How a connection is protected.</summary>
public enum SecurityProtocol
{
    /// <summary>Not at all.</summary>
    Plaintext,

    /// <summary>TLS.</summary>
    Ssl,

    /// <summary>SASL without TLS.</summary>
    SaslPlaintext,

    /// <summary>SASL over TLS.</summary>
    SaslSsl,
}
