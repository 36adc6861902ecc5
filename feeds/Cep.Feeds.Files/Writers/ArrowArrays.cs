using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>Makes Arrow arrays from plain columns.</summary>
internal static class ArrowArrays
{
    public static readonly TimestampType Time = new(TimeUnit.Nanosecond, "UTC");

    public static IArrowArray Of<T>(IArrowType type, ReadOnlySpan<T> values, ReadOnlySpan<bool> valid)
        where T : unmanaged =>
        ArrowArrayFactory.BuildArray(DataOf(type, BufferOf(values), values.Length, valid));

    public static IArrowArray OfFlags(ReadOnlySpan<bool> values, ReadOnlySpan<bool> valid) =>
        new BooleanArray(DataOf(BooleanType.Default, BitsOf(values), values.Length, valid));

    public static StringArray OfNames(IEnumerable<string> names)
    {
        var builder = new StringArray.Builder();
        foreach (var name in names) builder.Append(name);
        return builder.Build();
    }

    public static ArrowBuffer BitsOf(ReadOnlySpan<bool> values)
    {
        var bits = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i]) bits[i / 8] |= (byte)(1 << (i % 8));
        }

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer BufferOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        new(MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The rows that are not valid are null; when none is said to be, all are.</summary>
    private static ArrayData DataOf(IArrowType type, ArrowBuffer values, int rows, ReadOnlySpan<bool> valid)
    {
        var nulls = valid.IsEmpty ? 0 : rows - valid.Count(true);
        return new ArrayData(type, rows, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : BitsOf(valid), values]);
    }
}
