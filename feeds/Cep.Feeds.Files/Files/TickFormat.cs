namespace Cep.Feeds.Files;

/// <summary>The formats of tick files.</summary>
public enum TickFormat
{
    /// <summary>Delimited text with a header line, plain or gzip.</summary>
    Csv,

    /// <summary>Zips of tick CSV as published with QuantConnect LEAN.</summary>
    Lean,

    /// <summary>The CSV of the ACM DEBS 2022 Grand Challenge, plain or gzip.</summary>
    Debs2022,

    /// <summary>Apache Arrow IPC, file or stream.</summary>
    Arrow,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
