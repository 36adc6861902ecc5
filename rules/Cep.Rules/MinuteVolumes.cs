namespace Cep.Rules;

/// <summary>
/// The latest minute of a symbol and those before it that still count. Immutable: the minutes are copied once for each
/// minute with trades, which costs less than a sum that drifts.
/// </summary>
internal readonly record struct MinuteVolumes(EventTime First, Windowed<double> Latest, double SumBefore, bool IsWarm, Windowed<double>[] Counted)
{
    /// <summary>Before the first trade.</summary>
    public static readonly MinuteVolumes None = new(default, default, 0, false, []);

    /// <summary>Shares traded in the latest minute.</summary>
    public double Volume => Latest.Value;

    /// <summary>The state after a further minute with trades.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="minutes">How many clock minutes before it count.</param>
    public MinuteVolumes Then(Windowed<double> minute, int minutes)
    {
        var first = Counted.Length == 0 ? minute.Start : First;
        var from = minute.Start - TimeSpan.FromMinutes(minutes);
        var expired = 0;
        while (expired < Counted.Length && Counted[expired].Start < from) expired++;
        Windowed<double>[] counted = [.. Counted.AsSpan(expired), minute];
        var sum = 0.0;
        foreach (var earlier in counted.AsSpan(0, counted.Length - 1)) sum += earlier.Value;
        return new MinuteVolumes(first, minute, sum, from >= first, counted);
    }
}
