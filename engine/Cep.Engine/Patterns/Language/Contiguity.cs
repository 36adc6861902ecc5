namespace Cep;

/// <summary>How an event that a stage takes stands to the event taken before it.</summary>
internal enum Contiguity
{
    /// <summary>The first of a pattern or group: at the beginning of a pattern any event, in a group what the group says.</summary>
    Begin,

    /// <summary>Strict: the very next event.</summary>
    Next,

    /// <summary>Relaxed: the next event that satisfies the condition.</summary>
    FollowedBy,

    /// <summary>Non-deterministic relaxed: any later event that satisfies the condition.</summary>
    FollowedByAny,

    /// <summary>The very next event must not satisfy the condition.</summary>
    NotNext,

    /// <summary>No event that satisfies the condition before the next stage, or before the time is up when it is the last one.</summary>
    NotFollowedBy,
}
