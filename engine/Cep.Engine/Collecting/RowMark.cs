namespace Cep;

/// <summary>How settled a derived event is and when it is told.</summary>
/// <param name="Moment">The event time at which it is told: its own, unless it fires early, comes of a late event or is confirmed later.</param>
/// <param name="Phase">What comes first among those of one moment.</param>
/// <param name="Status">How settled it is.</param>
/// <param name="Ordinal">Its number among those of its rule, key and time; negative when the collector counts them.</param>
internal readonly record struct RowMark(long Moment, RowPhase Phase, DerivedStatus Status, int Ordinal)
{
    /// <summary>Told at its own time, and final.</summary>
    public static RowMark Settled(long time) => new(time, RowPhase.OnTime, DerivedStatus.Final, -1);

    /// <summary>Told before its time and replaced later.</summary>
    public static RowMark Early(long moment) => new(moment, RowPhase.OnTime, DerivedStatus.Provisional, -1);
}

/// <summary>What comes first among derived events that are told at one moment.</summary>
internal enum RowPhase : byte
{
    /// <summary>Followed from the events that came in time.</summary>
    OnTime,

    /// <summary>Follows from a late event.</summary>
    Revision,

    /// <summary>Nothing can change it any more.</summary>
    Settled,
}
