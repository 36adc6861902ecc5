namespace Cep;

/// <summary>An event that at least one partial match took.</summary>
internal abstract class Taken(long time, Causes causes)
{
    public long Time { get; } = time;

    public Causes Causes { get; } = causes;

    /// <summary>A match that consumes its events holds this one.</summary>
    public bool IsConsumed { get; set; }
}

/// <inheritdoc/>
internal sealed class Taken<T>(long time, Causes causes, T value) : Taken(time, causes)
{
    public T Value { get; } = value;
}
