using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace Cep.Feeds.Files;

/// <summary>Reads one column of names as values. A dictionary is mapped once, not once per row.</summary>
internal sealed class ArrowNames<T>(TickNames.Map<T> map, T ifNull)
    where T : unmanaged
{
    private ArrayData? mapped;
    private T[] values = [];

    public void Load(IArrowArray array, BlockColumn<T> column)
    {
        var to = column.Own(array.Length);
        if (array is DictionaryArray dictionary) LoadDictionary(dictionary, to);
        else LoadPlain(array, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadDictionary(DictionaryArray array, Span<T> to)
    {
        if (!ReferenceEquals(mapped, array.Data.Dictionary)) MapDictionary(array);
        var from = values.AsSpan();
        var nulls = array.NullCount > 0;
        if (!nulls && array.Indices is Int32Array ints)
        {
            var indices = ints.Values;
            for (var i = 0; i < to.Length; i++) to[i] = from[indices[i]];
        }
        else if (!nulls && array.Indices is Int8Array or UInt8Array or Int16Array or UInt16Array)
        {
            LoadNarrow(array.Indices, from, to);
        }
        else
        {
            for (var i = 0; i < to.Length; i++) to[i] = array.IsNull(i) ? ifNull : from[ArrowText.IndexAt(array.Indices, i)];
        }
    }

    private static void LoadNarrow(IArrowArray indices, ReadOnlySpan<T> from, Span<T> to)
    {
        switch (indices)
        {
            case Int8Array a: Pick(MemoryMarshal.Cast<sbyte, byte>(a.Values), from, to); break;
            case UInt8Array a: Pick(a.Values, from, to); break;
            case Int16Array a: Pick(MemoryMarshal.Cast<short, ushort>(a.Values), from, to); break;
            case UInt16Array a: Pick(a.Values, from, to); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pick(ReadOnlySpan<byte> indices, ReadOnlySpan<T> from, Span<T> to)
    {
        for (var i = 0; i < to.Length; i++) to[i] = from[indices[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pick(ReadOnlySpan<ushort> indices, ReadOnlySpan<T> from, Span<T> to)
    {
        for (var i = 0; i < to.Length; i++) to[i] = from[indices[i]];
    }

    private void MapDictionary(DictionaryArray array)
    {
        var names = array.Dictionary;
        values = new T[names.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var text = ArrowText.Bytes(names, i, out var isNull);
            values[i] = isNull ? ifNull : map(text);
        }

        mapped = array.Data.Dictionary;
    }

    private void LoadPlain(IArrowArray array, Span<T> to)
    {
        // Files are often sorted or grouped by name: the name before is worth remembering.
        ReadOnlySpan<byte> before = default;
        var value = ifNull;
        var known = false;
        for (var i = 0; i < to.Length; i++)
        {
            var text = ArrowText.Bytes(array, i, out var isNull);
            if (isNull)
            {
                to[i] = ifNull;
                continue;
            }

            if (!known || !text.SequenceEqual(before))
            {
                value = map(text);
                before = text;
                known = true;
            }

            to[i] = value;
        }
    }
}
