namespace Cep;

/// <summary>Which entries of the log that stand at one moment come first.</summary>
internal enum EntryRank
{
    /// <summary>A heartbeat: its time is one before which nothing comes.</summary>
    Heartbeat,

    /// <summary>Late events, which become known at the moment.</summary>
    Revision,

    /// <summary>Events of the moment.</summary>
    Event,
}
