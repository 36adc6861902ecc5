namespace Cep;

/// <summary>An event that at least one partial match took.</summary>
internal abstract class Taken(long place, long time, Causes causes)
{
    /// <summary>Its place among the events of its key that were offered to the pattern, counted from 0.</summary>
    public long Place { get; } = place;

    public long Time { get; } = time;

    /// <summary>The trading time of its key when it came, in nanoseconds; 0 where no limit of the pattern is in trading time.</summary>
    public long Traded { get; init; }

    public Causes Causes { get; } = causes;

    /// <summary>A match that consumes its events holds this one.</summary>
    public bool IsConsumed { get; set; }

    /// <summary>The event as it was offered, to be offered again.</summary>
    public abstract Candidate ToCandidate();

    /// <summary>The event as an object.</summary>
    public abstract object Box();
}

/// <inheritdoc/>
internal sealed class Taken<T>(long place, long time, Causes causes, T value) : Taken(place, time, causes)
{
    public T Value { get; } = value;

    public override Candidate ToCandidate() => new Candidate<T>(this);

    public override object Box() => Value!;
}
