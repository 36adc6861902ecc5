using System.Text.Json.Serialization;

namespace Cep;

/// <summary>
/// An instrument, as a dense number with a name. Like an interned string, a name has one number for the life of the
/// process; numbers start at 0 in the order of first use, so that state can lie in arrays. The number never reaches a
/// result: output is ordered and written by name.
/// </summary>
/// <remarks>Immutable, safe on any thread.</remarks>
[JsonConverter(typeof(SymbolJsonConverter))]
public readonly record struct Symbol
{
    private Symbol(int id) => Id = id;

    /// <summary>The dense number, 0 to <see cref="SymbolTable.Count"/> − 1.</summary>
    public int Id { get; }

    /// <summary>The name as the feed gave it.</summary>
    /// <exception cref="InvalidOperationException">The symbol was made with <c>default</c> before any name was known.</exception>
    public string Name => SymbolTable.NameOf(Id);

    /// <summary>The symbol of a name, which is case-sensitive.</summary>
    /// <exception cref="ArgumentException">The name is empty or longer than <see cref="SymbolTable.MaxNameLength"/>.</exception>
    /// <exception cref="InvalidOperationException">The table is full, see <see cref="SymbolTable.MaxCount"/>.</exception>
    public static Symbol Of(string name) => SymbolTable.Intern(name);

    /// <summary>The symbol of a name given as characters; allocates only when the name is new.</summary>
    /// <inheritdoc cref="Of(string)" path="/exception"/>
    public static Symbol Of(ReadOnlySpan<char> name) => SymbolTable.Intern(name);

    /// <summary>The symbol whose number this is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No symbol has that number.</exception>
    public static Symbol FromId(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, SymbolTable.Count);
        return new Symbol(id);
    }

    internal static Symbol Numbered(int id) => new(id);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
