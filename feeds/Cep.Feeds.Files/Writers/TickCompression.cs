namespace Cep.Feeds.Files;

/// <summary>How the columns of an Arrow or Parquet file are compressed.</summary>
public enum TickCompression
{
    /// <summary>Not at all: fastest to read.</summary>
    None,

    /// <summary>LZ4; Arrow only.</summary>
    Lz4,

    /// <summary>Zstandard; Arrow and Parquet.</summary>
    Zstd,

    /// <summary>Snappy; Parquet only.</summary>
    Snappy,
}
