namespace Cep.Feeds.Files;

/// <summary>Numbers the values of a column densely in the order they come, for a dictionary.</summary>
internal sealed class NameCodes<T>(Func<T, string> nameOf)
    where T : unmanaged
{
    private readonly Dictionary<T, int> codes = [];
    private readonly List<string> names = [];
    private T last;
    private int lastCode = -1;

    /// <summary>The names, at the place of their codes.</summary>
    public IReadOnlyList<string> Names => names;

    public int Of(T value)
    {
        if (lastCode >= 0 && EqualityComparer<T>.Default.Equals(value, last)) return lastCode;
        if (!codes.TryGetValue(value, out var code))
        {
            code = names.Count;
            codes.Add(value, code);
            names.Add(nameOf(value));
        }

        last = value;
        return lastCode = code;
    }
}
