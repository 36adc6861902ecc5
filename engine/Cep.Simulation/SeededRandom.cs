using System.Numerics;

namespace Cep.Simulation;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018), seeded through SplitMix64: the same numbers from a seed on every platform and
/// runtime, which <see cref="Random"/> does not promise. Only additions and products of doubles follow, for the same reason.
/// </summary>
/// <remarks>Used by one thread.</remarks>
public sealed class SeededRandom
{
    private const int GaussianTerms = 6;
    private ulong a, b, c, d;

    /// <summary>Begins the numbers of a seed.</summary>
    public SeededRandom(ulong seed)
    {
        a = Mix(ref seed);
        b = Mix(ref seed);
        c = Mix(ref seed);
        d = Mix(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>0 ≤ x &lt; 1, in steps of 2^−53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 ≤ n &lt; <paramref name="count"/>, which is at least 1.</summary>
    public int NextInt(int count) => (int)NextLong(count);

    /// <summary>0 ≤ n &lt; <paramref name="count"/>, which is at least 1.</summary>
    public long NextLong(long count) => (long)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>True with a probability.</summary>
    public bool NextChance(double probability) => NextDouble() < probability;

    /// <summary>Nearly normal with mean 0 and deviation 1: a sum of uniforms, so that no logarithm of the platform has a say.</summary>
    public double NextGaussian()
    {
        var sum = -GaussianTerms / 2.0;
        for (var i = 0; i < GaussianTerms; i++) sum += NextDouble();
        return sum * 1.4142135623730951;
    }

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
