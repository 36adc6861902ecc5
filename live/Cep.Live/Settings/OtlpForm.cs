namespace Cep.Live;

/// <summary>The form in which OTLP is spoken.</summary>
public enum OtlpForm
{
    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>Protocol buffers over HTTP.</summary>
    HttpProtobuf,
}
