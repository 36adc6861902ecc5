namespace Cep.Simulation;

/// <summary>A row of a stream of one key.</summary>
/// <param name="Time">Its event time in nanoseconds.</param>
/// <param name="Causes">What it was made of; the last of them is its place among rows of its time.</param>
/// <param name="Value">What it says.</param>
internal readonly record struct ReferenceRow(long Time, Causes Causes, Row Value)
{
    public long Sequence => Causes.Last;

    /// <summary>The end of a window or a timer made it, so it goes before the events of its time.</summary>
    public bool IsDue { get; init; }

    /// <summary>When it is told before its time, as what an open window holds so far; null for a row that is told at its time.</summary>
    public long? EarlyAt { get; init; }

    /// <summary>When it is told.</summary>
    public long Moment => EarlyAt ?? Time;

    /// <summary>It is known once there is no more event up to this time.</summary>
    public long KnownAt => IsDue ? Moment - 1 : Moment;
}

/// <summary>What an operator's reference is given for one key.</summary>
internal sealed class ReferenceInputs(IReadOnlyList<IReadOnlyList<ReferenceRow>> streams, ReferenceScope scope)
{
    public IReadOnlyList<ReferenceRow> Only => streams[0];

    public IReadOnlyList<ReferenceRow> Left => streams[0];

    public IReadOnlyList<ReferenceRow> Right => streams[1];

    public ReferenceScope Scope => scope;
}
