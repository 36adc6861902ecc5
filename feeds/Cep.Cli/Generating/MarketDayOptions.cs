namespace Cep.Cli;

/// <summary>What synthetic market days are to be like. The same options give the same bytes.</summary>
internal sealed record MarketDayOptions
{
    public const int MaxSymbols = 100_000;
    public const int MaxPatterns = 1_000;
    public const int MaxDays = 1_000;

    /// <summary>How many symbols; their activity falls as 1/rank (Zipf).</summary>
    public int Symbols { get; init; } = 20;

    /// <summary>How many trades and quotes in all.</summary>
    public long Ticks { get; init; } = 200_000;

    /// <summary>Where the random numbers start.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Three in four ticks are quotes; else all are trades.</summary>
    public bool Quotes { get; init; }

    /// <summary>How many volume spikes, block trades and breakouts each are planted.</summary>
    public int Patterns { get; init; } = 4;

    /// <summary>How many trading days, weekends left out; breakouts are planted on the last one.</summary>
    public int Days { get; init; } = 1;

    /// <summary>The first day, a New York date.</summary>
    public DateOnly Date { get; init; } = new(2026, 3, 16);

    /// <summary>The event time at which a minute begins, counted over all days from 04:00 of the first.</summary>
    public EventTime StartOf(int minute)
    {
        var date = Date;
        for (var day = minute / NewYorkHours.Minutes; day > 0; day--)
        {
            do date = date.AddDays(1);
            while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }

        return NewYorkHours.StartOf(date) + TimeSpan.FromMinutes(minute % NewYorkHours.Minutes);
    }
}
