namespace Cep;

internal sealed partial class MatchGraph
{
    /// <summary>How many live partial matches each node has, from the oldest node on. A node is made after those it leads to.</summary>
    /// <param name="limit">Partial matches that began at this time or before are dead.</param>
    public SetSize[] SizesOfSets(long limit)
    {
        var sizes = new SetSize[next - oldest];
        for (var at = oldest; at < next; at++)
        {
            ref var node = ref this[at];
            if (node.IsJoin) sizes[at - oldest] = SizeOf(node.Left, sizes).And(SizeOf(node.Right, sizes));
            else if (node.Left != Nothing) sizes[at - oldest] = SizeOf(node.Left, sizes);
            else if (node.Made > limit) sizes[at - oldest] = new SetSize(1, node.Made);
        }

        return sizes;
    }

    /// <summary>Tells a set's partial matches by the stage that took their last event.</summary>
    /// <param name="set">The set.</param>
    /// <param name="sizes">What <see cref="SizesOfSets"/> gave.</param>
    /// <param name="tell">Takes a stage and how many are there; a stage may come several times.</param>
    public void Tell(long set, SetSize[] sizes, Action<int, SetSize> tell)
    {
        var open = new Stack<long>([set]);
        while (open.TryPop(out var at))
        {
            var size = SizeOf(at, sizes);
            if (size.Alive == 0) continue;
            ref var node = ref this[at];
            if (!node.IsJoin)
            {
                tell(node.Move!.Stage, size);
                continue;
            }

            open.Push(node.Left);
            open.Push(node.Right);
        }
    }

    private SetSize SizeOf(long set, SetSize[] sizes) => set < oldest ? default : sizes[set - oldest];
}

/// <summary>How many partial matches a set has, and since when the first of them.</summary>
internal readonly record struct SetSize(long Alive, long Since)
{
    /// <summary>Both together.</summary>
    public SetSize And(SetSize other) =>
        Alive == 0 ? other : other.Alive == 0 ? this : new SetSize(PartialCount.Sum(Alive, other.Alive), Math.Min(Since, other.Since));
}
