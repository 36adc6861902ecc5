namespace Cep.Cli;

/// <summary>Keeps every n-th of many items, n doubling whenever they are too many: a bounded, even sample of a run of any length.</summary>
internal sealed class ThinnedList<T>(int max)
{
    private readonly List<T> items = [];
    private long stride = 1;

    /// <summary>How many were offered.</summary>
    public long Count { get; private set; }

    public IReadOnlyList<T> Items => items;

    /// <summary>Offers an item, which is made only when it is kept.</summary>
    public bool TakesNext => Count % stride == 0;

    /// <summary>Counts an item that is not kept.</summary>
    public void Pass() => Count++;

    /// <summary>Keeps an item.</summary>
    public void Add(T item)
    {
        items.Add(item);
        Count++;
        if (items.Count < max) return;
        var kept = items.Where((_, index) => index % 2 == 0).ToList();
        items.Clear();
        items.AddRange(kept);
        stride *= 2;
    }
}
