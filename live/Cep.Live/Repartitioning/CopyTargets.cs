namespace Cep.Live;

/// <summary>To which slices events of a type go: those of all keys that rules give them, and the first for rules whose keys nobody knows yet.</summary>
/// <typeparam name="T">The event type.</typeparam>
internal sealed class CopyTargets<T>
{
    private readonly List<Func<T, Symbol>> keys;
    private readonly bool alwaysFirst;
    private readonly KeySlices slices;
    private readonly List<int> found = [];

    public CopyTargets(RuleDivision division, KeySlices slices)
    {
        var groups = division.AcrossSymbols.Where(group => group.EventTypes.Contains(typeof(T))).ToList();
        alwaysFirst = groups.Exists(group => group.WhyNotByKey is not null);
        keys = [.. groups.Where(group => group.WhyNotByKey is null).SelectMany(group => group.KeysOf<T>())];
        this.slices = slices;
    }

    /// <summary>The slices of an event, each once. Valid until the next call.</summary>
    public List<int> Of(in T value)
    {
        found.Clear();
        if (alwaysFirst) found.Add(0);
        foreach (var key in keys)
        {
            var slice = SliceOf(key, value);
            if (!found.Contains(slice)) found.Add(slice);
        }

        return found;
    }

    /// <summary>An event whose key can't be told becomes a dead letter of the first slice.</summary>
    private int SliceOf(Func<T, Symbol> key, in T value)
    {
        try
        {
            return slices.Of(key(value));
        }
        catch (Exception)
        {
            return 0;
        }
    }
}
