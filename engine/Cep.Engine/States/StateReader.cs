namespace Cep;

/// <summary>Gives back what a <see cref="StateWriter"/> took, in the same order.</summary>
/// <param name="bytes">What was written.</param>
/// <param name="symbols">The names of the symbols in it; null when this process wrote it.</param>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes, SavedSymbols? symbols = null)
{
    private int at;

    public SavedSymbols? Symbols => symbols;

    /// <summary>Whether all was read.</summary>
    public bool IsAtEnd => at == bytes.Length;

    public T Read<T>()
    {
        var value = default(T)!;
        StateCodec<T>.Read(this, ref value);
        return value;
    }

    /// <summary>Reads what was written as a block of its own.</summary>
    public ReadOnlyMemory<byte> ReadBlock()
    {
        var count = Read<int>();
        var read = bytes.Slice(at, count);
        at += count;
        return read;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var read = bytes.Span.Slice(at, count);
        at += count;
        return read;
    }
}
