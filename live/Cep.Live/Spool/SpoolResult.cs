namespace Cep.Live;

/// <summary>What became of an entry.</summary>
public enum SpoolResult
{
    /// <summary>It is in the spool.</summary>
    Taken,

    /// <summary>There is no room: stop the input and try again when entries were confirmed.</summary>
    Full,

    /// <summary>There is no room, and it was dropped and counted, as was asked for.</summary>
    Dropped,
}
