using System.Collections.Immutable;
using System.Reflection;

namespace Cep;

/// <summary>A collection as its elements in order.</summary>
/// <param name="elements">The elements, in the order in which they are to be put back.</param>
/// <param name="make">The collection of the elements.</param>
/// <param name="comparer">What the collection compares by; null when it compares nothing.</param>
/// <param name="isView">The type is a view, behind which any collection may lie: only the elements count.</param>
internal sealed class SequenceFormat<TSequence, TElement>(
    Func<TSequence, IEnumerable<TElement>> elements, Func<TElement[], TSequence> make, Func<TSequence, object?>? comparer = null, bool isView = false)
    : StateFormat<TSequence?>
    where TSequence : class
{
    public override void Write(StateWriter writer, in TSequence? value)
    {
        if (value is not null && !isView && value.GetType() != typeof(TSequence))
        {
            throw new InvalidOperationException($"A {value.GetType()} in place of a {typeof(TSequence)} can't be saved; keep it in a field of its own type.");
        }

        if (value is not null && comparer?.Invoke(value) is { } order && !IsDefault(order))
        {
            throw new InvalidOperationException($"A {typeof(TSequence)} with a comparer of its own ({order.GetType()}) can't be saved; use keys that compare by themselves.");
        }

        using var nested = writer.Nest(typeof(TSequence));
        writer.Write(value is null ? null : elements(value).ToArray());
    }

    public override void Read(StateReader reader, ref TSequence? value) => value = reader.Read<TElement[]?>() is { } read ? make(read) : null;

    private static bool IsDefault(object comparer)
    {
        var compared = comparer.GetType().IsGenericType ? comparer.GetType().GetGenericArguments()[0] : typeof(string);
        return ReferenceEquals(comparer, StringComparer.Ordinal)
            || ReferenceEquals(comparer, typeof(EqualityComparer<>).MakeGenericType(compared).GetProperty("Default")!.GetValue(null))
            || ReferenceEquals(comparer, typeof(Comparer<>).MakeGenericType(compared).GetProperty("Default")!.GetValue(null));
    }
}

/// <summary>The collections that can be saved. Each method is named for one of them.</summary>
internal static class SequenceFormats
{
    private static readonly Type[] Known =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(List<>), typeof(Queue<>), typeof(Stack<>), typeof(LinkedList<>), typeof(HashSet<>), typeof(SortedSet<>),
        typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(PriorityQueue<,>),
        typeof(ImmutableList<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
    ];

    public static bool IsKnown(Type type) => type.IsGenericType && Known.Contains(type.GetGenericTypeDefinition());

    public static object? TryCreate(Type type)
    {
        if (!IsKnown(type)) return null;
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        var create = typeof(SequenceFormats).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        return create.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, null);
    }

    private static SequenceFormat<IReadOnlyList<T>, T> IReadOnlyList<T>() => new(list => list, elements => elements, isView: true);

    private static SequenceFormat<IReadOnlyCollection<T>, T> IReadOnlyCollection<T>() => new(list => list, elements => elements, isView: true);

    private static SequenceFormat<IEnumerable<T>, T> IEnumerable<T>() => new(list => list, elements => elements, isView: true);

    private static SequenceFormat<List<T>, T> List<T>() => new(list => list, elements => [.. elements]);

    private static SequenceFormat<Queue<T>, T> Queue<T>() => new(queue => queue, elements => new Queue<T>(elements));

    private static SequenceFormat<Stack<T>, T> Stack<T>() => new(stack => stack.Reverse(), elements => new Stack<T>(elements));

    private static SequenceFormat<LinkedList<T>, T> LinkedList<T>() => new(list => list, elements => new LinkedList<T>(elements));

    private static SequenceFormat<HashSet<T>, T> HashSet<T>() => new(set => set, elements => [.. elements], set => set.Comparer);

    private static SequenceFormat<SortedSet<T>, T> SortedSet<T>() => new(set => set, elements => [.. elements], set => set.Comparer);

    private static SequenceFormat<Dictionary<TKey, T>, KeyValuePair<TKey, T>> Dictionary<TKey, T>()
        where TKey : notnull =>
        new(pairs => pairs, elements => new Dictionary<TKey, T>(elements), pairs => pairs.Comparer);

    private static SequenceFormat<SortedDictionary<TKey, T>, KeyValuePair<TKey, T>> SortedDictionary<TKey, T>()
        where TKey : notnull =>
        new(pairs => pairs, elements => new SortedDictionary<TKey, T>(new Dictionary<TKey, T>(elements)), pairs => pairs.Comparer);

    /// <summary>The elements lie in the order of the heap, which putting them back leaves as it is.</summary>
    private static SequenceFormat<PriorityQueue<T, TPriority>, (T, TPriority)> PriorityQueue<T, TPriority>() =>
        new(queue => queue.UnorderedItems, elements => new PriorityQueue<T, TPriority>(elements), queue => queue.Comparer);

    private static SequenceFormat<ImmutableList<T>, T> ImmutableList<T>() => new(list => list, elements => [.. elements]);

    private static SequenceFormat<ImmutableQueue<T>, T> ImmutableQueue<T>() => new(queue => queue, elements => [.. elements]);

    private static SequenceFormat<ImmutableStack<T>, T> ImmutableStack<T>() =>
        new(stack => stack.Reverse(), elements => System.Collections.Immutable.ImmutableStack.CreateRange(elements));

    private static SequenceFormat<ImmutableHashSet<T>, T> ImmutableHashSet<T>() => new(set => set, elements => [.. elements], set => set.KeyComparer);

    private static SequenceFormat<ImmutableSortedSet<T>, T> ImmutableSortedSet<T>() => new(set => set, elements => [.. elements], set => set.KeyComparer);

    private static SequenceFormat<ImmutableDictionary<TKey, T>, KeyValuePair<TKey, T>> ImmutableDictionary<TKey, T>()
        where TKey : notnull =>
        new(pairs => pairs, System.Collections.Immutable.ImmutableDictionary.CreateRange, pairs => pairs.KeyComparer);

    private static SequenceFormat<ImmutableSortedDictionary<TKey, T>, KeyValuePair<TKey, T>> ImmutableSortedDictionary<TKey, T>()
        where TKey : notnull =>
        new(pairs => pairs, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange, pairs => pairs.KeyComparer);
}
