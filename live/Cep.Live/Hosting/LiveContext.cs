using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>What a live run is given.</summary>
/// <param name="Settings">The settings, validated, rules among them.</param>
/// <param name="Status">Where the run tells how it stands.</param>
/// <param name="Spool">Where derived events wait while the broker is away.</param>
/// <param name="Loggers">Loggers; what they write shows no secret.</param>
/// <param name="Clock">The clock.</param>
public sealed record LiveContext(LiveSettings Settings, LiveStatus Status, Spool Spool, ILoggerFactory Loggers, TimeProvider Clock);
