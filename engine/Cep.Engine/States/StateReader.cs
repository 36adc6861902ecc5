namespace Cep;

/// <summary>Gives back what a <see cref="StateWriter"/> took, in the same order.</summary>
/// <param name="bytes">What was written.</param>
/// <param name="symbols">The names of the symbols in it; null when this process wrote it.</param>
/// <remarks>Bytes that nobody wrote so give a <see cref="SnapshotException"/>, or other values; they never take more memory than they account for.</remarks>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes, SavedSymbols? symbols = null)
{
    private int at;
    private int depth;

    public SavedSymbols? Symbols => symbols;

    /// <summary>Whether all was read.</summary>
    public bool IsAtEnd => at == bytes.Length;

    /// <summary>How many bytes are left.</summary>
    public int Left => bytes.Length - at;

    public T Read<T>()
    {
        var value = default(T)!;
        StateCodec<T>.Read(this, ref value);
        return value;
    }

    /// <summary>Reads how many things follow, of which each was written as a byte at least.</summary>
    public int ReadCount()
    {
        var count = Read<int>();
        return count >= 0 && count <= Left ? count : throw TooShort(count);
    }

    /// <summary>Reads what was written as a block of its own.</summary>
    public ReadOnlyMemory<byte> ReadBlock()
    {
        var count = ReadCount();
        var read = bytes.Slice(at, count);
        at += count;
        return read;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > Left) throw TooShort(count);
        var read = bytes.Span.Slice(at, count);
        at += count;
        return read;
    }

    /// <summary>Steps into a value that lies in another one, as deep as a writer goes.</summary>
    public void Enter()
    {
        if (depth == StateWriter.MaxDepth) throw new SnapshotException($"Values lie more than {StateWriter.MaxDepth} deep in one another, which nobody wrote. Use an older snapshot.");
        depth++;
    }

    /// <summary>Steps out again.</summary>
    public void Leave() => depth--;

    private SnapshotException TooShort(int count) => new($"{count} bytes or values are said to follow where {Left} bytes are left. Use an older snapshot.");
}
