namespace Cep.Throughput;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine and runtime.</summary>
public sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to less than 1.</summary>
    public double Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
