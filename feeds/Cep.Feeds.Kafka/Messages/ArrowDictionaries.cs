
namespace Cep.Feeds.Kafka;

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
        if (dictionary.IsSame(metadata, body)) return;
        dictionary.Fill(columns, new ArrowBuffers(batch, body), symbols);
        dictionary.Remember(metadata, body);
    }

    /// <summary>The dictionary of a column.</summary>
    /// <exception cref="InvalidDataException">The stream has none.</exception>
    public ArrowDictionary Find(ArrowColumn column) => present.Contains(column.DictionaryId) && known.TryGetValue(column.DictionaryId, out var dictionary)
        ? dictionary
        : throw new InvalidDataException($"the Arrow stream lacks the dictionary of column {TickFieldNames.Of(column.Field)}");
}
