namespace Cep;

/// <summary>A small number for each event type, so that a batch finds a type's column without a hash.</summary>
internal static class EventType
{
    private static int count;

    internal static int Next() => Interlocked.Increment(ref count) - 1;
}

/// <inheritdoc cref="EventType"/>
internal static class EventType<T>
{
    /// <summary>The number of <typeparamref name="T"/>. It depends on the order of first use and never reaches a result.</summary>
    internal static readonly int Index = EventType.Next();
}
