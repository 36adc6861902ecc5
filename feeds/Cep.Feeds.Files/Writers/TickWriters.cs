namespace Cep.Feeds.Files;

/// <summary>Makes the writer of a tick file.</summary>
public static class TickWriters
{
    /// <summary>Makes a writer.</summary>
    /// <param name="path">The file to write; for LEAN the folder.</param>
    /// <param name="format">
    /// The format; null to tell it from the name: <c>.csv</c> and <c>.csv.gz</c>, <c>.arrow</c> and <c>.feather</c> (Arrow file),
    /// <c>.arrows</c> (Arrow stream), <c>.parquet</c>, a name without an extension (LEAN).
    /// </param>
    /// <param name="options">What to write and how.</param>
    /// <exception cref="ArgumentException">The format can't be told, or it has no room for what the options ask.</exception>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public static ITickWriter Create(string path, TickFormat? format, TickWriterOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerBlock ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RowsPerBlock ?? 1, 1 << 24);
        if (options.Kinds == TickKinds.None) throw new ArgumentException("Say which events the file is to hold.", nameof(options));
        var chosen = format ?? FormatOf(path);
        Check(chosen, options);
        return chosen switch
        {
            TickFormat.Csv => new CsvTickWriter(path, options.Kinds),
            TickFormat.Lean => new LeanTickWriter(path, options.Kinds),
            TickFormat.Debs2022 => new DebsTickWriter(path, options.Kinds),
            TickFormat.Arrow => new ArrowTickWriter(path, options),
            TickFormat.Parquet => new ParquetTickWriter(path, options),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    private static TickFormat FormatOf(string path)
    {
        var name = Path.GetFileName(path);
        bool Ends(string with) => name.EndsWith(with, StringComparison.OrdinalIgnoreCase);
        if (Ends(".csv") || Ends(".csv.gz")) return TickFormat.Csv;
        if (Ends(".arrow") || Ends(".feather") || Ends(".arrows")) return TickFormat.Arrow;
        if (Ends(".parquet")) return TickFormat.Parquet;
        if (name.Length == 0 || !name.Contains('.', StringComparison.Ordinal) || Directory.Exists(path)) return TickFormat.Lean;
        throw new ArgumentException(
            $"'{path}': the name does not tell the format. Use .csv, .csv.gz, .arrow, .feather, .arrows, .parquet or a folder, or say the format.", nameof(path));
    }

    private static void Check(TickFormat format, TickWriterOptions options)
    {
        var kindsAllowed = format switch
        {
            TickFormat.Debs2022 => TickKinds.Trades,
            TickFormat.Lean => TickKinds.Trades | TickKinds.Quotes,
            _ => TickKinds.Trades | TickKinds.Quotes | TickKinds.Statuses,
        };
        if ((options.Kinds & ~kindsAllowed) != 0)
        {
            throw new ArgumentException(
                $"The format {format} holds {kindsAllowed} only, not {options.Kinds & ~kindsAllowed}. Choose csv, arrow or parquet, or leave those events out.", nameof(options));
        }

        var fits = format switch
        {
            TickFormat.Arrow => options.Compression != TickCompression.Snappy,
            TickFormat.Parquet => options.Compression != TickCompression.Lz4,
            _ => true,
        };
        if (!fits) throw new ArgumentException($"The format {format} can't be compressed with {options.Compression}; choose Zstd.", nameof(options));
    }
}
