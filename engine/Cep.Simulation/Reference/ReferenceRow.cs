namespace Cep.Simulation;

/// <summary>A row of a stream of one key.</summary>
/// <param name="Time">Its event time in nanoseconds.</param>
/// <param name="Causes">What it was made of; the last of them is its place among rows of its time.</param>
/// <param name="Value">What it says.</param>
internal readonly record struct ReferenceRow(long Time, Causes Causes, Row Value)
{
    public long Sequence => Causes.Last;
}

/// <summary>What an operator's reference is given for one key.</summary>
internal sealed class ReferenceInputs(IReadOnlyList<IReadOnlyList<ReferenceRow>> streams, ReferenceScope scope)
{
    public IReadOnlyList<ReferenceRow> Only => streams[0];

    public IReadOnlyList<ReferenceRow> Left => streams[0];

    public IReadOnlyList<ReferenceRow> Right => streams[1];

    public ReferenceScope Scope => scope;
}
