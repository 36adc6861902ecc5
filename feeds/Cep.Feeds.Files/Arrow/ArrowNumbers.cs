using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>Reads columns of numbers, whatever their type.</summary>
internal static class ArrowNumbers
{
    public static bool IsInteger(IArrowType type) => type is IntegerType;

    public static bool IsNumber(IArrowType type) =>
        type is IntegerType or FloatType or DoubleType or HalfFloatType
        || type.TypeId is ArrowTypeId.Decimal32 or ArrowTypeId.Decimal64 or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256;

    public static void LoadDoubles(IArrowArray array, BlockColumn<double> column, double ifNull)
    {
        if (array is DoubleArray && array.NullCount == 0)
        {
            column.Lend(array.Data.Buffers[1].Memory[(array.Offset * sizeof(double))..], array.Length);
            return;
        }

        var to = column.Own(array.Length);
        switch (array)
        {
            case DoubleArray a: a.Values.CopyTo(to); break;
            case FloatArray a: Widen(a.Values, to); break;
            case HalfFloatArray a: Widen(a.Values, to); break;
            case Int8Array a: Widen(a.Values, to); break;
            case Int16Array a: Widen(a.Values, to); break;
            case Int32Array a: Widen(a.Values, to); break;
            case Int64Array a: Widen(a.Values, to); break;
            case UInt8Array a: Widen(a.Values, to); break;
            case UInt16Array a: Widen(a.Values, to); break;
            case UInt32Array a: Widen(a.Values, to); break;
            case UInt64Array a: Widen(a.Values, to); break;
            default:
                for (var i = 0; i < to.Length; i++) to[i] = (double)(DecimalAt(array, i) ?? 0);
                break;
        }

        if (array.NullCount == 0) return;
        for (var i = 0; i < to.Length; i++)
        {
            if (array.IsNull(i)) to[i] = ifNull;
        }
    }

    /// <summary>Loads flags; returns false when some were cut to 32 bits.</summary>
    public static bool LoadFlags(IArrowArray array, BlockColumn<uint> column)
    {
        if (array is UInt32Array or Int32Array && array.NullCount == 0)
        {
            column.Lend(array.Data.Buffers[1].Memory[(array.Offset * sizeof(uint))..], array.Length);
            return array is UInt32Array || !((Int32Array)array).Values.ContainsAnyInRange(int.MinValue, -1);
        }

        var to = column.Own(array.Length);
        var whole = array switch
        {
            UInt32Array a => Narrow(a.Values, to),
            Int8Array a => Narrow(a.Values, to),
            Int16Array a => Narrow(a.Values, to),
            Int32Array a => Narrow(a.Values, to),
            Int64Array a => Narrow(a.Values, to),
            UInt8Array a => Narrow(a.Values, to),
            UInt16Array a => Narrow(a.Values, to),
            UInt64Array a => Narrow(a.Values, to),
            _ => throw new InvalidDataException($"Can't read {array.Data.DataType.Name} as flags."),
        };
        if (array.NullCount == 0) return whole;
        for (var i = 0; i < to.Length; i++)
        {
            if (array.IsNull(i)) to[i] = 0;
        }

        return whole;
    }

    public static string? Show(IArrowArray array, int row) => array switch
    {
        HalfFloatArray a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Int8Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Int16Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Int32Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Int64Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        UInt8Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        UInt16Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        UInt32Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        UInt64Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        _ => DecimalAt(array, row)?.ToString(CultureInfo.InvariantCulture),
    };

    private static decimal? DecimalAt(IArrowArray array, int row) => array switch
    {
        Decimal32Array a => a.GetValue(row),
        Decimal64Array a => a.GetValue(row),
        Decimal128Array a => a.GetValue(row),
        Decimal256Array a => a.GetValue(row),
        _ => throw new InvalidDataException($"Can't read {array.Data.DataType.Name} as a number."),
    };

    private static void Widen<T>(ReadOnlySpan<T> from, Span<double> to)
        where T : INumberBase<T>
    {
        for (var i = 0; i < to.Length; i++) to[i] = double.CreateTruncating(from[i]);
    }

    private static bool Narrow<T>(ReadOnlySpan<T> from, Span<uint> to)
        where T : IBinaryInteger<T>
    {
        var whole = true;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = uint.CreateTruncating(from[i]);
            whole &= T.CreateTruncating(to[i]) == from[i] && !T.IsNegative(from[i]);
        }

        return whole;
    }
}
