namespace Cep.Live;

/// <summary>A derived event as it will be published.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">The key; null when there is none.</param>
/// <param name="Headers">The headers, in order.</param>
/// <param name="Value">The value; null when there is none.</param>
public sealed record SpoolEntry(string Topic, byte[]? Key, IReadOnlyList<SpoolHeader> Headers, byte[]? Value)
{
    /// <summary>Its place in the spool, which the spool gives: 1 for the first one ever, and so on without gaps.</summary>
    public long Position { get; init; }

    /// <summary>When it was put into the spool.</summary>
    public DateTimeOffset Time { get; init; }
}
