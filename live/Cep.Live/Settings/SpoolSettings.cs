namespace Cep.Live;

/// <summary>Where derived events wait while the broker is away.</summary>
public sealed record SpoolSettings
{
    /// <summary>The folder of the spool.</summary>
    [Setting("The folder of the spool; made when it is missing.")]
    public string Directory { get; init; } = "spool";

    /// <summary>The most that it takes on disk.</summary>
    [Setting("The most that it takes on disk.", Min = 1 << 16)]
    public ByteSize Size { get; init; } = new(1L << 30);

    /// <summary>What happens when it is full.</summary>
    [Setting("What happens when it is full: input stops until there is room, the newest derived events are dropped and counted, or the process fails.")]
    public SpoolFullAction WhenFull { get; init; } = SpoolFullAction.StopInput;
}
