namespace Cep.Live;

/// <summary>What became of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>Its input was given back, to be processed again.</summary>
    Requeued,

    /// <summary>Somebody decided that it is not needed.</summary>
    Discarded,
}
