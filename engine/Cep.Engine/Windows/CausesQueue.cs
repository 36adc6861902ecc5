namespace Cep;

/// <summary>
/// The inputs of rows that come at one end and leave at the other, with those of all of them at hand. Rows come in the order
/// of their times and their inputs may not, so neither the least nor the greatest is at an end.
/// </summary>
/// <remarks>
/// Two stacks, see <see cref="MergeQueue{S}"/>: of the older rows each entry holds the inputs of itself and of those after it,
/// the newer ones are as they came. A row is merged twice at the most.
/// </remarks>
internal sealed class CausesQueue
{
    private readonly List<Causes> older;
    private readonly List<Causes> newer;
    private Causes ofNewer;

    public CausesQueue() => (older, newer) = ([], []);

    private CausesQueue(Causes[] older, Causes[] newer)
    {
        (this.older, this.newer) = ([.. older], [.. newer]);
        if (newer.Length > 0) ofNewer = newer.Aggregate((all, next) => all.And(next));
    }

    /// <summary>The inputs of all rows; there is one.</summary>
    public Causes All => older.Count == 0 ? ofNewer : newer.Count == 0 ? older[^1] : older[^1].And(ofNewer);

    /// <summary>Adds the inputs of a row.</summary>
    public void Add(Causes causes)
    {
        ofNewer = newer.Count == 0 ? causes : ofNewer.And(causes);
        newer.Add(causes);
    }

    /// <summary>Drops those of the oldest row.</summary>
    public void RemoveOldest()
    {
        if (older.Count == 0) Turn();
        older.RemoveAt(older.Count - 1);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(older.ToArray());
        writer.Write(newer.ToArray());
    }

    public static CausesQueue Load(StateReader reader) => new(reader.Read<Causes[]>(), reader.Read<Causes[]>());

    private void Turn()
    {
        for (var i = newer.Count - 1; i >= 0; i--) older.Add(older.Count == 0 ? newer[i] : newer[i].And(older[^1]));
        newer.Clear();
    }
}
