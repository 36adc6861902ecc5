namespace Cep;

internal sealed partial class SharedMatcher
{
    private readonly IReadOnlyList<Move> moves = [.. automaton.States.SelectMany(state => state.Moves)];
    private Dictionary<Move, int>? numbers;

    public override string Layout => $"sets of partial matches in {automaton.States.Count} states with {moves.Count} moves";

    /// <inheritdoc/>
    /// <remarks>A key whose nodes are all dead has nothing that an event could meet.</remarks>
    public override void Save(int key, LinkWriter writer)
    {
        var isKept = key < keys.Length && keys[key] is not null && graph.CountOf(key) > 0;
        writer.Values.Write(isKept);
        if (!isKept) return;
        writer.Values.Write(keys[key]!.Offered);
        graph.Save(key, keys[key]!.OfStates, numbers ??= NumbersOfMoves(), writer);
    }

    public override void Load(int key, LinkReader reader)
    {
        Forget(key);
        if (!reader.Values.Read<bool>()) return;
        var sets = SetsOf(key);
        sets.Offered = reader.Values.Read<long>();
        graph.Load(key, sets.OfStates, moves, reader);
    }

    public override void Forget(int key)
    {
        graph.Forget(key);
        if (key < keys.Length) keys[key] = null;
    }

    public override Kept? KeptOf(int key) => graph.CountOf(key) == 0 ? null : new Kept(graph.FirstMadeOf(key));

    private Dictionary<Move, int> NumbersOfMoves()
    {
        var made = new Dictionary<Move, int>(ReferenceEqualityComparer.Instance);
        foreach (var move in moves) made.Add(move, made.Count);
        return made;
    }
}
