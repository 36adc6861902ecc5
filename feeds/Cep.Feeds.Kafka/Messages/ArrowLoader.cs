using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep.Feeds.Kafka;

/// <summary>Loads the columns of a record batch into plain arrays.</summary>
internal sealed class ArrowLoader(ArrowDictionaries dictionaries, SymbolNames symbols)
{
    private readonly Func<ReadOnlySpan<byte>, int> findSymbol = name => TickDraft.SymbolIdOf(symbols, name);

    /// <summary>What the texts of a dictionary mean in a column.</summary>
    private delegate ReadOnlySpan<T> Names<T>(ArrowDictionary dictionary);

    /// <exception cref="InvalidDataException">A column is shorter than the batch says, or an index has no text.</exception>
    public void Load(ArrowColumn column, ArrowBuffers buffers, TickColumns to)
    {
        var rows = buffers.Rows;
        var validity = buffers.Validity(column);
        switch (column.Field)
        {
            case TickField.Time: LoadTimes(column, buffers, to.Times.AsSpan(0, rows)); Mask(validity, to.Times.AsSpan(0, rows), TickDraft.BadTime); break;
            case TickField.Symbol: LoadNames(column, buffers, to.Symbols.AsSpan(0, rows), validity, TickDraft.BadSymbol, static names => names.Symbols, findSymbol); break;
            case TickField.Exchange: LoadNames(column, buffers, to.Exchanges.AsSpan(0, rows), validity, '\0', static names => names.Exchanges, TickNames.Exchange); break;
            case TickField.State: LoadNames(column, buffers, to.States.AsSpan(0, rows), validity, TickDraft.BadState, static names => names.States, TickNames.State); break;
            case TickField.Kind: LoadNames(column, buffers, to.Kinds.AsSpan(0, rows), validity, TickKind.Bad, static names => names.Kinds, TickKindNames.Of); break;
            case TickField.Conditions:
                if (!LoadFlags(column, buffers, to.Conditions.AsSpan(0, rows), validity)) to.HasBadConditions = true;
                break;
            case TickField.Suspicious: LoadBits(buffers.Bits(column), to.Suspicious.AsSpan(0, rows)); Mask(validity, to.Suspicious.AsSpan(0, rows), false); break;
            default: LoadNumbers(column, buffers, to.NumbersOf(column.Field).AsSpan(0, rows)); Mask(validity, to.NumbersOf(column.Field).AsSpan(0, rows), double.NaN); break;
        }
    }

    private static void LoadTimes(ArrowColumn column, ArrowBuffers buffers, Span<long> to)
    {
        buffers.Values<long>(column).CopyTo(to);
        if (column.UnitNanos == 1) return;
        foreach (ref var time in to)
        {
            var high = Math.BigMul(time, column.UnitNanos, out var nanos);
            time = high == nanos >> 63 ? nanos : TickDraft.BadTime;
        }
    }

    private static void LoadNumbers(ArrowColumn column, ArrowBuffers buffers, Span<double> to)
    {
        switch (column.Layout)
        {
            case ArrowLayout.Double: buffers.Values<double>(column).CopyTo(to); break;
            case ArrowLayout.Single: Widen(buffers.Values<float>(column), to); break;
            case ArrowLayout.Int8: Widen(buffers.Values<sbyte>(column), to); break;
            case ArrowLayout.Int16: Widen(buffers.Values<short>(column), to); break;
            case ArrowLayout.Int32: Widen(buffers.Values<int>(column), to); break;
            case ArrowLayout.Int64: Widen(buffers.Values<long>(column), to); break;
            case ArrowLayout.UInt8: Widen(buffers.Values<byte>(column), to); break;
            case ArrowLayout.UInt16: Widen(buffers.Values<ushort>(column), to); break;
            case ArrowLayout.UInt32: Widen(buffers.Values<uint>(column), to); break;
            default: Widen(buffers.Values<ulong>(column), to); break;
        }
    }

    /// <returns>False when some don't fit 32 bits.</returns>
    private static bool LoadFlags(ArrowColumn column, ArrowBuffers buffers, Span<uint> to, ReadOnlySpan<byte> validity)
    {
        var fits = column.Layout switch
        {
            ArrowLayout.UInt32 => Narrow(buffers.Values<uint>(column), to, validity),
            ArrowLayout.Int8 => Narrow(buffers.Values<sbyte>(column), to, validity),
            ArrowLayout.Int16 => Narrow(buffers.Values<short>(column), to, validity),
            ArrowLayout.Int32 => Narrow(buffers.Values<int>(column), to, validity),
            ArrowLayout.Int64 => Narrow(buffers.Values<long>(column), to, validity),
            ArrowLayout.UInt8 => Narrow(buffers.Values<byte>(column), to, validity),
            ArrowLayout.UInt16 => Narrow(buffers.Values<ushort>(column), to, validity),
            _ => Narrow(buffers.Values<ulong>(column), to, validity),
        };
        Mask(validity, to, 0u);
        return fits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadBits(ReadOnlySpan<byte> bits, Span<bool> to)
    {
        // Doubtful prints are rare: eight rows without one are the common case.
        for (var i = 0; i < to.Length; i += 8)
        {
            var eight = bits[i >> 3];
            var rows = to.Slice(i, Math.Min(8, to.Length - i));
            if (eight == 0) rows.Clear();
            else for (var j = 0; j < rows.Length; j++) rows[j] = (eight & (1 << j)) != 0;
        }
    }

    private void LoadNames<T>(
        ArrowColumn column, ArrowBuffers buffers, Span<T> to, ReadOnlySpan<byte> validity, T ifNull, Names<T> names, Func<ReadOnlySpan<byte>, T> map)
    {
        if (column.DictionaryId < 0)
        {
            var offsets = buffers.Texts(column.Buffer, out var bytes);
            for (var i = 0; i < to.Length; i++) to[i] = map(ArrowBuffers.TextAt(offsets, bytes, i));
            Mask(validity, to, ifNull);
            return;
        }

        // What an index in a null row is, nobody has set; a place behind the names makes any of them harmless.
        var known = names(dictionaries.Find(column));
        switch (column.Layout)
        {
            case ArrowLayout.Int8 or ArrowLayout.UInt8: Pick(buffers.Values<byte>(column), known, to, validity, ifNull); break;
            case ArrowLayout.Int16 or ArrowLayout.UInt16: Pick(buffers.Values<ushort>(column), known, to, validity, ifNull); break;
            case ArrowLayout.Int32 or ArrowLayout.UInt32: Pick(buffers.Values<uint>(column), known, to, validity, ifNull); break;
            default: Pick(buffers.Values<ulong>(column), known, to, validity, ifNull); break;
        }
    }

    private static void Pick<TIndex, T>(ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> names, Span<T> to, ReadOnlySpan<byte> validity, T ifNull)
        where TIndex : IBinaryInteger<TIndex>
    {
        for (var i = 0; i < to.Length; i++)
        {
            var index = ulong.CreateTruncating(indices[i]);
            if (index < (ulong)names.Length) to[i] = names[(int)index];
            else if (!validity.IsEmpty && !ArrowBuffers.IsSet(validity, i)) to[i] = ifNull;
            else throw new InvalidDataException($"an index of the Arrow stream is {index}, and its dictionary has {names.Length} texts");
        }

        Mask(validity, to, ifNull);
    }

    private static void Mask<T>(ReadOnlySpan<byte> validity, Span<T> values, T ifNull)
    {
        if (validity.IsEmpty) return;
        for (var i = 0; i < values.Length; i++)
        {
            if (!ArrowBuffers.IsSet(validity, i)) values[i] = ifNull;
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> from, Span<double> to)
        where T : INumberBase<T>
    {
        for (var i = 0; i < to.Length; i++) to[i] = double.CreateTruncating(from[i]);
    }

    private static bool Narrow<T>(ReadOnlySpan<T> from, Span<uint> to, ReadOnlySpan<byte> validity)
        where T : IBinaryInteger<T>
    {
        var fits = true;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = uint.CreateTruncating(from[i]);
            if (T.IsNegative(from[i]) || T.CreateTruncating(to[i]) != from[i]) fits &= !validity.IsEmpty && !ArrowBuffers.IsSet(validity, i);
        }

        return fits;
    }
}
