namespace Cep.Feeds.Files;

/// <summary>What the files themselves don't tell.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
public sealed record TickFileOptions
{
    private readonly string? symbol;

    /// <summary>Everything is recognised from content.</summary>
    public static TickFileOptions Default { get; } = new();

    /// <summary>The format of all files; null to recognise each file's from its content.</summary>
    public TickFormat? Format { get; init; }

    /// <summary>The columns of CSV files; null to find them by their usual names.</summary>
    public CsvMapping? Mapping { get; init; }

    /// <summary>The symbol of files that have no column for it; overrides the folder's name for LEAN. 1 to 64 characters.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public string? Symbol
    {
        get => symbol;
        init => symbol = value is null or { Length: > 0 and <= SymbolTable.MaxNameLength }
            ? value
            : throw new ArgumentException($"A symbol's name has 1 to {SymbolTable.MaxNameLength} characters; '{value}' has {value.Length}.", nameof(value));
    }
}
