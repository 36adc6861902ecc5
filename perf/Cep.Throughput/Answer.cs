namespace Cep.Throughput;

/// <summary>
/// What a pass found: how many derived events, and a checksum over each one's key, time and number, in order. Two passes
/// agree only when they found the same, event by event.
/// </summary>
public readonly record struct Answer(long Found, ulong Checksum)
{
    /// <summary>This answer with one more derived event.</summary>
    public Answer With(string key, long time, double number)
    {
        var sum = Mix(Checksum, (ulong)time);
        foreach (var letter in key) sum = Mix(sum, letter);
        return new Answer(Found + 1, Mix(sum, BitConverter.DoubleToUInt64Bits(number)));
    }

    private static ulong Mix(ulong sum, ulong value) => (sum ^ value) * 0x9E3779B97F4A7C15 ^ (sum >> 29);
}
