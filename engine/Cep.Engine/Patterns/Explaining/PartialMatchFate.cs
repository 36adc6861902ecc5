namespace Cep;

/// <summary>What became of a partial match.</summary>
public enum PartialMatchFate
{
    /// <summary>It became a match, which was given.</summary>
    Matched,

    /// <inheritdoc cref="EndCause.Condition"/>
    ConditionFailed,

    /// <inheritdoc cref="EndCause.Forbidden"/>
    Forbidden,

    /// <inheritdoc cref="EndCause.TimedOut"/>
    TimedOut,

    /// <inheritdoc cref="EndCause.Skipped"/>
    Skipped,

    /// <inheritdoc cref="EndCause.Consumed"/>
    Consumed,

    /// <inheritdoc cref="EndCause.Dropped"/>
    Dropped,

    /// <inheritdoc cref="EndCause.Outdone"/>
    Outdone,

    /// <inheritdoc cref="EndCause.Forgotten"/>
    Forgotten,

    /// <inheritdoc cref="EndCause.EndOfInput"/>
    EndOfInput,
}
