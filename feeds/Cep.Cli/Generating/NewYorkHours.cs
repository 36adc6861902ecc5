namespace Cep.Cli;

/// <summary>
/// The hours of New York trading days, in minutes from 04:00, when extended hours begin; each further day adds so many
/// minutes as a day has.
/// </summary>
internal static class NewYorkHours
{
    /// <summary>Minutes from 04:00 to 20:00.</summary>
    public const int Minutes = 16 * 60;

    /// <summary>09:30.</summary>
    public const int Open = (9 - 4) * 60 + 30;

    /// <summary>16:00.</summary>
    public const int Close = (16 - 4) * 60;

    /// <summary>The first year of which days are made; that of the daylight saving rule in force.</summary>
    public const int FirstYear = 2007;

    private const double ExtendedWeight = 0.12;

    /// <summary>The event time of 04:00 in New York, by the zones that are pinned with the calendar: those of the machine never reach the bytes.</summary>
    public static EventTime StartOf(DateOnly date) => TradingCalendar.UsEquity.At(date, new TimeOnly(4, 0));

    /// <summary>Regular trading; minutes of later days count on.</summary>
    public static bool IsRegular(int minute) => minute % Minutes is >= Open and < Close;

    /// <summary>How busy a minute is: a U from open to close, little before and after.</summary>
    public static double ActivityOf(int minute)
    {
        if (!IsRegular(minute)) return ExtendedWeight;
        var x = (minute % Minutes - Open) * 2.0 / (Close - Open - 1) - 1;
        return 0.6 + 1.9 * x * x;
    }
}
