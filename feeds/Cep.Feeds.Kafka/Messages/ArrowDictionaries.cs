
namespace Cep.Feeds.Kafka;

/// <summary>A dictionary of texts, with what each means in a column of names.</summary>
internal sealed class ArrowDictionary
{
    public byte[] Described { get; set; } = [];

    public byte[] Texts { get; set; } = [];

    public int[] Symbols { get; set; } = [];

    public char[] Exchanges { get; set; } = [];

    public byte[] States { get; set; } = [];

    public TickKind[] Kinds { get; set; } = [];
}

/// <summary>The dictionaries of the stream that is being read. Those of the stream before are kept, because most senders repeat them.</summary>
internal sealed class ArrowDictionaries(SymbolNames symbols)
{
    private const int MaxDictionaries = 64;
    private readonly Dictionary<long, ArrowDictionary> known = [];
    private readonly HashSet<long> present = [];
    private ArrowSchema? schema;

    /// <summary>Begins a stream: it has none of the dictionaries of the one before.</summary>
    public void Begin(ArrowSchema next)
    {
        if (schema != next) known.Clear();
        schema = next;
        present.Clear();
    }

    /// <summary>Takes a dictionary of the stream.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Take(FlatTable header, ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> body)
    {
        var id = header.Get<long>(0);
        if (header.Get<byte>(2) != 0) throw new InvalidDataException("a dictionary of the Arrow stream is a delta; send whole dictionaries");
        if (!header.TryTable(1, out var batch)) throw new InvalidDataException("a dictionary of the Arrow stream is damaged");
        var columns = Array.FindAll(schema!.Columns, column => column.DictionaryId == id);
        if (columns.Length == 0) return;
        if (known.Count >= MaxDictionaries) known.Clear();
        if (!known.TryGetValue(id, out var dictionary)) known[id] = dictionary = new ArrowDictionary();
        present.Add(id);
        if (metadata.SequenceEqual(dictionary.Described) && body.SequenceEqual(dictionary.Texts)) return;
        known.Remove(id);
        Fill(dictionary, columns, new ArrowBuffers(batch, body));
        dictionary.Described = metadata.ToArray();
        dictionary.Texts = body.ToArray();
        known[id] = dictionary;
    }

    /// <summary>The dictionary of a column.</summary>
    /// <exception cref="InvalidDataException">The stream has none.</exception>
    public ArrowDictionary Find(ArrowColumn column) => present.Contains(column.DictionaryId) && known.TryGetValue(column.DictionaryId, out var dictionary)
        ? dictionary
        : throw new InvalidDataException($"the Arrow stream lacks the dictionary of column {TickFieldNames.Of(column.Field)}");

    private void Fill(ArrowDictionary dictionary, ArrowColumn[] columns, ArrowBuffers buffers)
    {
        var offsets = buffers.Texts(0, out var bytes);
        foreach (var column in columns)
        {
            switch (column.Field)
            {
                case TickField.Symbol: dictionary.Symbols = new int[buffers.Rows]; break;
                case TickField.Exchange: dictionary.Exchanges = new char[buffers.Rows]; break;
                case TickField.State: dictionary.States = new byte[buffers.Rows]; break;
                default: dictionary.Kinds = new TickKind[buffers.Rows]; break;
            }

            for (var i = 0; i < buffers.Rows; i++)
            {
                var text = ArrowBuffers.TextAt(offsets, bytes, i);
                switch (column.Field)
                {
                    case TickField.Symbol: dictionary.Symbols[i] = symbols.Find(text); break;
                    case TickField.Exchange: dictionary.Exchanges[i] = TickNames.Exchange(text); break;
                    case TickField.State: dictionary.States[i] = TickNames.State(text); break;
                    default: dictionary.Kinds[i] = TickKindNames.Of(text); break;
                }
            }
        }
    }
}
