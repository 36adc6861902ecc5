using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>Reads columns of time as nanoseconds since the epoch.</summary>
internal static class ArrowTimes
{
    public static bool IsTime(IArrowType type) => type.TypeId is ArrowTypeId.Timestamp or ArrowTypeId.Date64 or ArrowTypeId.Int64;

    /// <summary>A zone changes how a timestamp is shown, never what it counts; without one it is taken as UTC.</summary>
    public static void Load(IArrowArray array, BlockColumn<long> column)
    {
        var scale = array switch
        {
            TimestampArray { Data.DataType: TimestampType type } => NanosOf(type.Unit),
            Date64Array => NanosOf(TimeUnit.Millisecond),
            _ => 1,
        };
        if (scale == 1 && array.NullCount == 0)
        {
            column.Lend(array.Data.Buffers[1].Memory[(array.Offset * sizeof(long))..], array.Length);
            return;
        }

        var from = ((PrimitiveArray<long>)array).Values;
        var to = column.Own(array.Length);
        for (var i = 0; i < to.Length; i++) to[i] = ToNanos(from[i], scale);
        if (array.NullCount == 0) return;
        for (var i = 0; i < to.Length; i++)
        {
            if (array.IsNull(i)) to[i] = long.MinValue;
        }
    }

    /// <summary>Out of bounds becomes one of the bounds, which are no event times.</summary>
    public static long ToNanos(long value, long scale)
    {
        var high = Math.BigMul(value, scale, out var nanos);
        return high == nanos >> 63 ? nanos : value < 0 ? long.MinValue : long.MaxValue;
    }

    public static string Show(long value, TimeUnit unit)
    {
        var nanos = ToNanos(value, NanosOf(unit));
        return nanos is long.MinValue or long.MaxValue
            ? value.ToString(CultureInfo.InvariantCulture)
            : new EventTime(nanos).ToString();
    }

    private static long NanosOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1_000_000_000,
        TimeUnit.Millisecond => 1_000_000,
        TimeUnit.Microsecond => 1_000,
        _ => 1,
    };
}
