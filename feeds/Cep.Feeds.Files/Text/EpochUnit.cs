namespace Cep.Feeds.Files;

/// <summary>What a time given as a number counts since 1970-01-01T00:00:00Z.</summary>
public enum EpochUnit
{
    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Microseconds.</summary>
    Microseconds,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,
}
