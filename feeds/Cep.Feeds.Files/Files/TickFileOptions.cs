namespace Cep.Feeds.Files;

/// <summary>How to read a tick file.</summary>
public sealed record TickFileOptions
{
    /// <summary>The format; null to recognise it from the content.</summary>
    public TickFormat? Format { get; init; }

    /// <summary>The symbol of all rows, for files without a symbol column; null when there is one.</summary>
    public string? Symbol { get; init; }
}
