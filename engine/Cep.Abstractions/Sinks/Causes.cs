namespace Cep;

/// <summary>The inputs of a derived event, in compact form: the first and last sequence number among them and how many they are.</summary>
/// <param name="First">The least sequence number.</param>
/// <param name="Last">The greatest sequence number.</param>
/// <param name="Count">How many inputs; Last − First + 1 only when they stand side by side in the log.</param>
public readonly record struct Causes(long First, long Last, long Count)
{
    /// <summary>A single input.</summary>
    public static Causes Of(long sequence) => new(sequence, sequence, 1);

    /// <summary>The inputs of both. One that belongs to both is counted twice.</summary>
    public Causes And(Causes other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last), Count + other.Count);
}
