namespace Cep;

/// <summary>What part a feed takes in a run.</summary>
public enum FeedState
{
    /// <summary>It was not opened yet, because its first event is later than the run has come.</summary>
    Unopened,

    /// <summary>Time waits for it.</summary>
    Active,

    /// <summary>It has had nothing for its idle time, and time goes on without it.</summary>
    Idle,

    /// <summary>It has ended.</summary>
    Ended,
}
