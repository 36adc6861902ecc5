using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>What is logged, and how. Logs go to standard error.</summary>
public sealed record LogSettings
{
    /// <summary>The least level that is logged.</summary>
    [Setting("The least level that is logged.")]
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>The form of a line.</summary>
    [Setting("The form of a line: text for people, or one JSON object.")]
    public LogForm Form { get; init; } = LogForm.Text;
}
