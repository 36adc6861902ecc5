using System.Diagnostics;
using System.Globalization;

namespace Cep.Feeds.Kafka.Tests;

/// <summary>
/// Gives damaged input to a decoder, case by case. No case may throw anything or take memory that its input does not
/// account for. A case that hangs hangs the test; the slowest is told, so that one that nearly does is seen.
/// </summary>
/// <param name="otherwise">How many cases, unless <c>CEP_FUZZ_CASES</c> says how many.</param>
/// <param name="allocatedBytesMax">What a decoder may allocate, in all, for an input of some kilobytes.</param>
internal sealed class DamagedCases(int otherwise, long allocatedBytesMax = 64 << 20)
{
    private const int ShownBytes = 4000;

    /// <summary><c>CEP_SEED</c>, or 1.</summary>
    public static int Seed { get; } = NumberOf("CEP_SEED", 1);

    private int Cases { get; } = NumberOf("CEP_FUZZ_CASES", otherwise);

    /// <summary>Runs all cases.</summary>
    /// <param name="what">What is damaged, for the report.</param>
    /// <param name="inputOf">The input of a case, the same for the same seed.</param>
    /// <param name="decode">Decodes it and checks what comes of it.</param>
    public void Run(string what, Func<int, byte[]> inputOf, Action<int, byte[]> decode)
    {
        var (slowest, largest, all) = (TimeSpan.Zero, 0L, Stopwatch.StartNew());
        for (var i = 0; i < Cases; i++)
        {
            var input = inputOf(i);
            var (before, begun) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            try
            {
                decode(i, input);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{what}, case {i} from seed {Seed}: {Shown(input)}: {fault}");
            }

            var (allocated, took) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(begun));
            Assert.True(allocated <= allocatedBytesMax, $"{what}, case {i} from seed {Seed} took {allocated} bytes for {input.Length}: {Shown(input)}");
            largest = Math.Max(largest, allocated);
            if (took > slowest) slowest = took;
        }

        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Cases} cases from seed {Seed} in {all.Elapsed.TotalSeconds:0} s, the slowest {slowest.TotalMilliseconds:0} ms, the largest {largest >> 10} KB"));
    }

    private static string Shown(byte[] input) =>
        Convert.ToHexStringLower(input.AsSpan(0, Math.Min(input.Length, ShownBytes))) + (input.Length > ShownBytes ? $"… {input.Length} bytes" : "");

    private static int NumberOf(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
