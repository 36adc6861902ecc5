namespace Cep.Rules;

/// <summary>
/// The volumes of the last clock minutes of a symbol, in a ring by the minute's number. Their sum is added up anew for each
/// minute, so it does not drift.
/// </summary>
internal sealed class MinuteVolumes(int minutes)
{
    private const long NanosPerMinute = 60_000_000_000;
    private readonly double[] volumes = new double[minutes];
    private long first = long.MaxValue;
    private long last;
    private MinuteVolume latest;

    /// <summary>The latest minute, compared to those before it.</summary>
    public MinuteVolume Latest => latest;

    /// <summary>Takes a further minute with trades.</summary>
    public MinuteVolumes Then(Windowed<double> minute)
    {
        var number = minute.Start.Nanos / NanosPerMinute;
        if (first > number) first = last = number;
        if (number - last > minutes) Array.Clear(volumes);
        else while (++last < number) volumes[SlotOf(last)] = 0;
        var before = 0.0;
        foreach (var volume in volumes) before += volume;
        latest = new MinuteVolume(minute, before, number - first >= minutes);
        volumes[SlotOf(number)] = minute.Value;
        last = number;
        return this;
    }

    private long SlotOf(long number) => (number % minutes + minutes) % minutes;
}

/// <summary>A minute of a symbol, compared to those before it.</summary>
/// <param name="Minute">The minute and its volume.</param>
/// <param name="SumBefore">Shares traded in the minutes before it that count.</param>
/// <param name="IsWarm">The symbol was seen for all of these.</param>
internal readonly record struct MinuteVolume(Windowed<double> Minute, double SumBefore, bool IsWarm)
{
    /// <summary>Shares traded in the minute.</summary>
    public double Volume => Minute.Value;
}
