namespace Cep.Live;

/// <summary>How far a live process, or a task of it, has come.</summary>
public enum LivePhase
{
    /// <summary>It is being put together.</summary>
    Starting,

    /// <summary>It catches up with its committed position and publishes nothing yet.</summary>
    Recovering,

    /// <summary>It derives and publishes.</summary>
    Running,

    /// <summary>It drains, commits and leaves the group.</summary>
    Stopping,

    /// <summary>It has ended as asked.</summary>
    Stopped,

    /// <summary>It has ended by a failure.</summary>
    Failed,
}
