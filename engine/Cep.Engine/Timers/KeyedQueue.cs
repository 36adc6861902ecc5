using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Values of each key in the order in which they came, in one pool for all keys. Any of them may leave; to add, to remove
/// and to find the first cost the same however many there are.
/// </summary>
internal sealed class KeyedQueue<T>
{
    /// <summary>Where there is no value.</summary>
    public const int None = -1;

    private Node[] nodes = new Node[16];
    private (int FirstPlus1, int LastPlus1)[] endsByKey = [];
    private int used;
    private int free = None;

    /// <summary>How many values there are, of all keys.</summary>
    public int Count { get; private set; }

    /// <summary>The value at a place.</summary>
    public ref readonly T this[int place] => ref nodes[place].Value;

    /// <summary>Makes room for keys below a number.</summary>
    public void Reserve(int keys)
    {
        if (endsByKey.Length < keys) Array.Resize(ref endsByKey, Math.Max(keys, endsByKey.Length * 2));
    }

    /// <summary>The place of a key's first value, or <see cref="None"/>.</summary>
    public int FirstOf(int key) => endsByKey[key].FirstPlus1 - 1;

    /// <summary>The place of the key's next value, or <see cref="None"/>.</summary>
    public int After(int place) => nodes[place].Next;

    /// <summary>Adds a value behind the others of its key.</summary>
    public void Add(int key, in T value)
    {
        var place = Rent();
        ref var ends = ref endsByKey[key];
        nodes[place] = new Node { Previous = ends.LastPlus1 - 1, Next = None, Value = value };
        if (ends.FirstPlus1 == 0) ends.FirstPlus1 = place + 1;
        else nodes[ends.LastPlus1 - 1].Next = place;
        ends.LastPlus1 = place + 1;
        Count++;
    }

    /// <summary>Removes the value at a place of a key.</summary>
    public void Remove(int key, int place)
    {
        ref var node = ref nodes[place];
        ref var ends = ref endsByKey[key];
        if (node.Previous == None) ends.FirstPlus1 = node.Next + 1;
        else nodes[node.Previous].Next = node.Next;
        if (node.Next == None) ends.LastPlus1 = node.Previous + 1;
        else nodes[node.Next].Previous = node.Previous;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) node.Value = default!;
        node.Next = free;
        free = place;
        Count--;
    }

    /// <summary>Removes all values of a key.</summary>
    public void Clear(int key)
    {
        while (FirstOf(key) is var first and not None) Remove(key, first);
    }

    private int Rent()
    {
        var place = free;
        if (place != None)
        {
            free = nodes[place].Next;
            return place;
        }

        if (used == nodes.Length) Array.Resize(ref nodes, nodes.Length * 2);
        return used++;
    }

    private struct Node
    {
        public int Previous;
        public int Next;
        public T Value;
    }
}
