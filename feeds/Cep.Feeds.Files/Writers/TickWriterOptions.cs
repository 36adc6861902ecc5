namespace Cep.Feeds.Files;

/// <summary>How to write a tick file.</summary>
public sealed record TickWriterOptions
{
    /// <summary>Which events come. It decides the columns, so it has to be known before the first of them.</summary>
    public required TickKinds Kinds { get; init; }

    /// <summary>How Arrow and Parquet files are compressed; other formats have no say in it.</summary>
    public TickCompression Compression { get; init; } = TickCompression.None;

    /// <summary>
    /// Rows of an Arrow record batch or a Parquet row group, 1 to 16,777,216; it bounds the memory of writer and reader. Null for
    /// what suits the format: 16,384 rows of Arrow fit the cache of one core, 32,768 rows of Parquet compress well and are read in bounded memory.
    /// </summary>
    public int? RowsPerBlock { get; init; }
}
