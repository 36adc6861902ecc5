namespace Cep;

/// <summary>The event that is offered to the partial matches of its key. One object serves all events of a type.</summary>
internal abstract class Candidate
{
    /// <inheritdoc cref="Taken.Place"/>
    public long Place { get; set; }

    public long Time { get; protected set; }

    /// <inheritdoc cref="Taken.Traded"/>
    public long Traded { get; set; }

    public Causes Causes { get; protected set; }

    /// <summary>The event, kept for the partial matches that take it.</summary>
    public abstract Taken Keep();
}

/// <inheritdoc/>
internal sealed class Candidate<T> : Candidate
{
    private Taken<T>? kept;

    public Candidate()
    {
    }

    /// <summary>An event that was offered and kept before.</summary>
    public Candidate(Taken<T> again)
    {
        Offer(again.Time, again.Causes, again.Value);
        Place = again.Place;
        Traded = again.Traded;
        kept = again;
    }

    public T Value { get; private set; } = default!;

    public void Offer(long time, Causes causes, T value)
    {
        Time = time;
        Causes = causes;
        Value = value;
        kept = null;
    }

    public override Taken Keep() => kept ??= new Taken<T>(Place, Time, Causes, Value) { Traded = Traded };
}
