namespace Cep.Cli;

/// <summary>
/// The hours of New York trading days, in minutes from 04:00, when extended hours begin; each further day adds so many minutes as a day has. Made of the daylight saving rule
/// in force since 2007, so that no time zone data of the machine reaches the bytes.
/// </summary>
internal static class NewYorkHours
{
    /// <summary>Minutes from 04:00 to 20:00.</summary>
    public const int Minutes = 16 * 60;

    /// <summary>09:30.</summary>
    public const int Open = (9 - 4) * 60 + 30;

    /// <summary>16:00.</summary>
    public const int Close = (16 - 4) * 60;

    /// <summary>First year of the rule.</summary>
    public const int FirstYear = 2007;

    private const int FirstHour = 4;
    private const double ExtendedWeight = 0.12;

    /// <summary>The event time of 04:00 in New York.</summary>
    public static EventTime StartOf(DateOnly date)
    {
        var hoursBehindUtc = date >= Sunday(date.Year, 3, 2) && date < Sunday(date.Year, 11, 1) ? 4 : 5;
        return EventTime.FromUtc(date.ToDateTime(new TimeOnly(FirstHour + hoursBehindUtc, 0), DateTimeKind.Utc));
    }

    /// <summary>Regular trading; minutes of later days count on.</summary>
    public static bool IsRegular(int minute) => minute % Minutes is >= Open and < Close;

    /// <summary>How busy a minute is: a U from open to close, little before and after.</summary>
    public static double ActivityOf(int minute)
    {
        if (!IsRegular(minute)) return ExtendedWeight;
        var x = (minute % Minutes - Open) * 2.0 / (Close - Open - 1) - 1;
        return 0.6 + 1.9 * x * x;
    }

    private static DateOnly Sunday(int year, int month, int which)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7 + 7 * (which - 1));
    }
}
