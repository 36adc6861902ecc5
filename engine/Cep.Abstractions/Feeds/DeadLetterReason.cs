namespace Cep;

/// <summary>Why something became a dead letter.</summary>
public enum DeadLetterReason
{
    /// <summary>The input is no event: a field is missing or can't be read.</summary>
    Malformed,

    /// <summary>A rule threw.</summary>
    RuleFault,

    /// <summary>A sink did not take it.</summary>
    SinkFailure,
}
