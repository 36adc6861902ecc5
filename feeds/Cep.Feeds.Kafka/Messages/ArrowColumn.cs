namespace Cep.Feeds.Kafka;

/// <summary>How the values of a column lie in its buffer.</summary>
internal enum ArrowLayout
{
    /// <summary>No values.</summary>
    None,

    Text,
    Bits,
    Double,
    Single,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,

    /// <summary>A type that no field of an event has; it is passed over.</summary>
    Other,
}

/// <summary>A column as the schema describes it, and where its buffers stand.</summary>
/// <param name="Field">What it holds.</param>
/// <param name="Layout">How its values lie there; of a column with a dictionary, the indices.</param>
/// <param name="Buffer">The number of its first buffer: validity, then values, or offsets and bytes of text.</param>
/// <param name="Node">Its number among the columns.</param>
/// <param name="DictionaryId">The id of its dictionary of text, −1 when it has none.</param>
/// <param name="UnitNanos">Nanoseconds of one unit of a time, 0 when it is no time.</param>
internal sealed record ArrowColumn(TickField Field, ArrowLayout Layout, int Buffer, int Node, long DictionaryId, long UnitNanos)
{
    /// <summary>Whether the column can be read as what its name says.</summary>
    public bool Fits => Field switch
    {
        TickField.Other => true,
        TickField.Time => UnitNanos != 0 && Layout == ArrowLayout.Int64 && DictionaryId < 0,
        TickField.Symbol or TickField.Kind or TickField.State or TickField.Exchange => Layout == ArrowLayout.Text || (DictionaryId >= 0 && IsInteger),
        TickField.Conditions => DictionaryId < 0 && IsInteger,
        TickField.Suspicious => DictionaryId < 0 && Layout == ArrowLayout.Bits,
        _ => DictionaryId < 0 && (IsInteger || Layout is ArrowLayout.Double or ArrowLayout.Single),
    };

    private bool IsInteger => Layout is >= ArrowLayout.Int8 and <= ArrowLayout.UInt64;

    /// <summary>The types a field may have, for a message.</summary>
    public static string Wanted(TickField field) => field switch
    {
        TickField.Time => "timestamp, or int64 nanoseconds since 1970",
        TickField.Symbol or TickField.Kind or TickField.State or TickField.Exchange => "utf8, plain or dictionary-encoded",
        TickField.Conditions => "uint32, or another integer",
        TickField.Suspicious => "bool",
        _ => "double, float or an integer",
    };
}
