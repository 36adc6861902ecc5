namespace Cep;

/// <summary>The nodes of one key, in the order of making, for what happens to a key alone.</summary>
internal sealed partial class MatchGraph
{
    /// <summary>A set that has died.</summary>
    private const long Dead = -2;
    private const int NoMove = -1;

    /// <summary>Writes the nodes of a key, each naming others by their number among them, and the sets that it has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sets">The sets that the key has.</param>
    /// <param name="moves">All moves of the pattern, which are saved by number.</param>
    /// <param name="writer">Where to.</param>
    public void Save(int key, ReadOnlySpan<long> sets, IReadOnlyDictionary<Move, int> moves, LinkWriter writer)
    {
        var numbers = new Dictionary<long, long> { { Nothing, Nothing } };
        var nodesOfKey = chains[key];
        writer.Values.Write(nodesOfKey.Count);
        for (var (left, id) = (nodesOfKey.Count, nodesOfKey.First); left > 0; left--, id = this[id].Next)
        {
            ref var node = ref this[id];
            writer.Values.Write(node.Newest);
            writer.Values.Write(node.Made);
            writer.Values.Write(numbers.GetValueOrDefault(node.Left, Dead));
            writer.Values.Write(numbers.GetValueOrDefault(node.Right, Dead));
            writer.Values.Write(node.Move is null ? NoMove : moves[node.Move]);
            if (node.Event is not null) writer.Write(node.Event);
            numbers.Add(id, numbers.Count - 1);
        }

        foreach (var set in sets) writer.Values.Write(numbers.GetValueOrDefault(set, Dead));
    }

    /// <summary>Adds the nodes that were saved of a key, behind those of all others.</summary>
    public void Load(int key, Span<long> sets, IReadOnlyList<Move> moves, LinkReader reader)
    {
        var ids = new List<long>();
        long IdOf(long number) => number < 0 ? number : ids[(int)number];
        Key = key;
        for (var left = reader.Values.Read<int>(); left > 0; left--)
        {
            var node = new GraphNode { Newest = reader.Values.Read<long>(), Made = reader.Values.Read<long>() };
            (node.Left, node.Right) = (IdOf(reader.Values.Read<long>()), IdOf(reader.Values.Read<long>()));
            var move = reader.Values.Read<int>();
            if (move != NoMove) (node.Move, node.Event) = (moves[move], reader.ReadEvent());
            ids.Add(Add(node));
        }

        foreach (ref var set in sets) set = IdOf(reader.Values.Read<long>());
    }

    /// <summary>Drops the nodes of a key; their places are free when those of all keys before them are.</summary>
    public void Forget(int key)
    {
        while (CountOf(key) > 0) DropFirst(key);
    }

    /// <summary>
    /// Drops the nodes of a key that were made at this time or before. <see cref="Free"/> may have left some: loaded ones,
    /// which lie behind later ones of other keys.
    /// </summary>
    public void Expire(int key, long limit)
    {
        while (CountOf(key) > 0 && this[chains[key].First].Made <= limit) DropFirst(key);
    }

    /// <summary>When the first of a key's nodes was made; it has one.</summary>
    public long FirstMadeOf(int key) => this[chains[key].First].Made;

    private void DropFirst(int key)
    {
        ref var chain = ref chains[key];
        ref var node = ref this[chain.First];
        chain.First = node.Next;
        chain.Count--;
        node.IsDropped = true;
        node.Event = null;
        node.Move = null;
        node.Last = null;
    }

    /// <summary>The nodes of a key: the first and the last of them, and how many.</summary>
    private struct Chain
    {
        public long First;
        public long Last;
        public int Count;
    }
}
