namespace Cep;

/// <summary>Takes the state of a key as bytes. Reused: what was written is dropped by <see cref="Clear"/>.</summary>
/// <param name="symbols">The names of the symbols that are written, for another process; null when this one will read them.</param>
internal sealed class StateWriter(SavedSymbols? symbols = null)
{
    /// <summary>How deep objects may lie in one another; more is a circle, or would use up the stack.</summary>
    public const int MaxDepth = 500;

    private byte[] bytes = new byte[256];
    private int depth;

    public SavedSymbols? Symbols => symbols;

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Count);

    /// <summary>How many bytes were written.</summary>
    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>Writes a value of any type that can be saved, see <see cref="StateCodec{T}"/>.</summary>
    public void Write<T>(in T value) => StateCodec<T>.Write(this, value);

    public void WriteBytes(ReadOnlySpan<byte> more)
    {
        if (bytes.Length - Count < more.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Count + more.Length));
        more.CopyTo(bytes.AsSpan(Count));
        Count += more.Length;
    }

    /// <summary>Writes bytes so that they can be read as a block of their own, or passed over.</summary>
    public void WriteBlock(ReadOnlyMemory<byte> block)
    {
        Write(block.Length);
        WriteBytes(block.Span);
    }

    /// <summary>Says that a value is written that lies in another one, until what is returned is disposed of.</summary>
    /// <exception cref="InvalidOperationException">Values lie too deep in one another.</exception>
    public Nesting Nest(Type type)
    {
        if (depth == MaxDepth)
        {
            depth = 0;
            throw new InvalidOperationException($"A {type} refers back to itself, or objects lie more than {MaxDepth} deep in one another; that can't be saved. Keep them in a list.");
        }

        depth++;
        return new Nesting(this);
    }

    /// <summary>One step into a value.</summary>
    public readonly ref struct Nesting(StateWriter writer)
    {
        public void Dispose() => writer.depth = Math.Max(0, writer.depth - 1);
    }
}
