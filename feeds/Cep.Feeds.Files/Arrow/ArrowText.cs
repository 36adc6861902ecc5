using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>Reads columns of text, plain or dictionary-encoded, in any of Arrow's layouts.</summary>
internal static class ArrowText
{
    public static bool IsText(IArrowType type) =>
        type is DictionaryType dictionary
            ? IsText(dictionary.ValueType)
            : type.TypeId is ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView;

    /// <summary>The bytes of a plain text value; empty when it is null.</summary>
    public static ReadOnlySpan<byte> Bytes(IArrowArray array, int row, out bool isNull)
    {
        isNull = array.IsNull(row);
        if (isNull) return default;
        return array switch
        {
            BinaryArray plain => plain.GetBytes(row),
            LargeBinaryArray large => large.GetBytes(row),
            BinaryViewArray view => view.GetBytes(row),
            _ => throw new InvalidDataException($"Can't read {array.Data.DataType.Name} as text."),
        };
    }

    /// <summary>The index into the dictionary of each row; the rows may hold anything where they are null.</summary>
    public static int IndexAt(IArrowArray indices, int row) => indices switch
    {
        Int32Array a => a.Values[row],
        Int8Array a => a.Values[row],
        UInt8Array a => a.Values[row],
        Int16Array a => a.Values[row],
        UInt16Array a => a.Values[row],
        UInt32Array a => checked((int)a.Values[row]),
        Int64Array a => checked((int)a.Values[row]),
        UInt64Array a => checked((int)a.Values[row]),
        _ => throw new InvalidDataException($"Can't read {indices.Data.DataType.Name} as dictionary index."),
    };

    /// <summary>A value of any column as text, null for null.</summary>
    public static string? Show(IArrowArray array, int row)
    {
        if (array.IsNull(row)) return null;
        return array switch
        {
            DictionaryArray dictionary => Show(dictionary.Dictionary, IndexAt(dictionary.Indices, row)),
            BinaryArray or LargeBinaryArray or BinaryViewArray => Encoding.UTF8.GetString(Bytes(array, row, out _)),
            BooleanArray a => a.GetValue(row) == true ? "1" : "0",
            TimestampArray a => ArrowTimes.Show(a.Values[row], ((TimestampType)a.Data.DataType).Unit),
            DoubleArray a => a.Values[row].ToString(CultureInfo.InvariantCulture),
            FloatArray a => a.Values[row].ToString(CultureInfo.InvariantCulture),
            _ => ArrowNumbers.IsNumber(array.Data.DataType)
                ? ArrowNumbers.Show(array, row)
                : array.Data.DataType.Name,
        };
    }
}
