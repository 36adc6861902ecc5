using System.Globalization;

namespace Cep.Feeds.Files;

/// <summary>Writes event times as <see cref="EventTime.ToString"/> does, without allocating.</summary>
internal sealed class IsoTimeText
{
    /// <summary>Length of the text in bytes.</summary>
    public const int Bytes = 30;

    private const long NanosPerSecond = 1_000_000_000;
    private readonly byte[] second = new byte[20];
    private long secondNanos = long.MinValue;

    /// <summary>Writes the time to the front of the buffer.</summary>
    /// <returns><see cref="Bytes"/>.</returns>
    public int Write(Span<byte> to, EventTime time)
    {
        // Consecutive events mostly share their second.
        var into = time.Nanos - secondNanos;
        if (secondNanos == long.MinValue || into is < 0 or >= NanosPerSecond) into = Begin(time.Nanos);
        second.CopyTo(to);
        for (var i = Bytes - 2; i >= 20; i--)
        {
            (into, var digit) = Math.DivRem(into, 10);
            to[i] = (byte)('0' + digit);
        }

        to[Bytes - 1] = (byte)'Z';
        return Bytes;
    }

    private long Begin(long nanos)
    {
        var into = nanos % NanosPerSecond;
        if (into < 0) into += NanosPerSecond;
        secondNanos = nanos - into;
        var utc = DateTime.UnixEpoch.AddTicks(nanos / NanosPerSecond * TimeSpan.TicksPerSecond);
        if (nanos < 0 && into != 0) utc = utc.AddSeconds(-1);
        utc.TryFormat(second, out _, "yyyy-MM-ddTHH:mm:ss.", CultureInfo.InvariantCulture);
        return into;
    }
}
