namespace Cep.Live;

/// <summary>How a live process ended.</summary>
public enum LiveOutcome
{
    /// <summary>As asked: it drained, committed and left the group.</summary>
    Stopped,

    /// <summary>The run failed; the log and the message say why.</summary>
    Failed,

    /// <summary>The stop took longer than it may; what was not committed will be derived again.</summary>
    StopTimedOut,
}
