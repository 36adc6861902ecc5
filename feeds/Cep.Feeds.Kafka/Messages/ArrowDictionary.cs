namespace Cep.Feeds.Kafka;

/// <summary>A dictionary of texts, with what each means in a column of names. Its memory is reused from message to message.</summary>
internal sealed class ArrowDictionary
{
    private byte[] bytes = [];
    private int describedBytes;
    private int allBytes;
    private int count;
    private int[] symbols = [];
    private char[] exchanges = [];
    private byte[] states = [];
    private TickKind[] kinds = [];

    public ReadOnlySpan<int> Symbols => symbols.AsSpan(0, Math.Min(count, symbols.Length));

    public ReadOnlySpan<char> Exchanges => exchanges.AsSpan(0, Math.Min(count, exchanges.Length));

    public ReadOnlySpan<byte> States => states.AsSpan(0, Math.Min(count, states.Length));

    public ReadOnlySpan<TickKind> Kinds => kinds.AsSpan(0, Math.Min(count, kinds.Length));

    /// <summary>Whether these bytes were the last to be understood.</summary>
    public bool IsSame(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> body) =>
        metadata.Length == describedBytes && metadata.Length + body.Length == allBytes
        && metadata.SequenceEqual(bytes.AsSpan(0, describedBytes)) && body.SequenceEqual(bytes.AsSpan(describedBytes, body.Length));

    /// <summary>Keeps the bytes that were understood.</summary>
    public void Remember(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> body)
    {
        allBytes = metadata.Length + body.Length;
        if (bytes.Length < allBytes) bytes = new byte[Math.Max(allBytes, bytes.Length * 2)];
        metadata.CopyTo(bytes);
        body.CopyTo(bytes.AsSpan(metadata.Length));
        describedBytes = metadata.Length;
    }

    /// <summary>Finds out what the texts mean in the columns that use them.</summary>
    /// <exception cref="InvalidDataException">The dictionary is damaged.</exception>
    public void Fill(ArrowColumn[] columns, ArrowBuffers buffers, SymbolNames names)
    {
        // Should it fail half-way, nothing of it counts.
        describedBytes = allBytes = 0;
        count = buffers.Rows;
        var offsets = buffers.Texts(0, out var texts);
        foreach (var column in columns)
        {
            switch (column.Field)
            {
                case TickField.Symbol: Reserve(ref symbols); break;
                case TickField.Exchange: Reserve(ref exchanges); break;
                case TickField.State: Reserve(ref states); break;
                default: Reserve(ref kinds); break;
            }

            for (var i = 0; i < count; i++)
            {
                var text = ArrowBuffers.TextAt(offsets, texts, i);
                switch (column.Field)
                {
                    case TickField.Symbol: symbols[i] = TickDraft.SymbolIdOf(names, text); break;
                    case TickField.Exchange: exchanges[i] = TickNames.Exchange(text); break;
                    case TickField.State: states[i] = TickNames.State(text); break;
                    default: kinds[i] = TickKindNames.Of(text); break;
                }
            }
        }
    }

    private void Reserve<T>(ref T[] values)
    {
        if (values.Length < count) values = new T[Math.Max(count, values.Length * 2)];
    }
}
