namespace Cep;

/// <summary>
/// The symbols in what is saved for another process, where they have other numbers: each is saved as its place in a list
/// of names, which is saved beside.
/// </summary>
internal sealed class SavedSymbols
{
    private readonly List<Symbol> symbols = [];
    private readonly Dictionary<Symbol, int> numbers = [];

    /// <summary>An empty list, which grows as states are saved.</summary>
    public SavedSymbols()
    {
    }

    /// <summary>The list that was saved.</summary>
    public SavedSymbols(IEnumerable<string> names)
    {
        foreach (var name in names) NumberOf(Symbol.Of(name));
    }

    /// <summary>The names by number.</summary>
    public IEnumerable<string> Names => symbols.Select(symbol => symbol.Name);

    /// <summary>The symbol with a number.</summary>
    public Symbol this[int number] => symbols[number];

    /// <summary>The number of a symbol, which is given when it is asked for first.</summary>
    public int NumberOf(Symbol symbol)
    {
        if (numbers.TryGetValue(symbol, out var known)) return known;
        numbers.Add(symbol, symbols.Count);
        symbols.Add(symbol);
        return symbols.Count - 1;
    }
}
