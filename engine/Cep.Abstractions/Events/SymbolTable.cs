using System.Collections.Concurrent;

namespace Cep;

/// <summary>The names of all symbols of the process.</summary>
/// <remarks>Safe on any thread; a known name is found without a lock.</remarks>
public static class SymbolTable
{
    /// <summary>The most symbols a process may know. Input made of random names must not fill the memory.</summary>
    public const int MaxCount = 4_000_000;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    private static readonly ConcurrentDictionary<string, int> Ids = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IdsBySpan =
        Ids.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Lock Growth = new();
    private static string[] names = new string[1024];
    private static int count;

    /// <summary>How many symbols are known; their numbers are 0 to this − 1.</summary>
    public static int Count => Volatile.Read(ref count);

    /// <summary>The name with this number.</summary>
    /// <exception cref="InvalidOperationException">No symbol has that number.</exception>
    internal static string NameOf(int id) => (uint)id < (uint)Count
        ? Volatile.Read(ref names)[id]
        : throw new InvalidOperationException($"No symbol has the number {id}; symbols are made with Symbol.Of(name).");

    internal static Symbol Intern(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Ids.TryGetValue(name, out var id) ? Symbol.Numbered(id) : Symbol.Numbered(Add(name));
    }

    internal static Symbol Intern(ReadOnlySpan<char> name) =>
        IdsBySpan.TryGetValue(name, out var id) ? Symbol.Numbered(id) : Symbol.Numbered(Add(name.ToString()));

    private static int Add(string name)
    {
        if (name.Length is 0 or > MaxNameLength)
        {
            throw new ArgumentException($"A symbol's name has 1 to {MaxNameLength} characters; this one has {name.Length}.", nameof(name));
        }

        lock (Growth)
        {
            if (Ids.TryGetValue(name, out var known)) return known;
            var id = count;
            if (id == MaxCount)
            {
                throw new InvalidOperationException($"More than {MaxCount} symbols: is the symbol column the right one?");
            }

            if (id == names.Length)
            {
                var larger = new string[names.Length * 2];
                Array.Copy(names, larger, names.Length);
                Volatile.Write(ref names, larger);
            }

            // Name first, count second, lookup last: a reader that sees the number always finds the name.
            names[id] = name;
            Volatile.Write(ref count, id + 1);
            Ids[name] = id;
            return id;
        }
    }
}
