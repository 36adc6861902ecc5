namespace Cep;

/// <summary>A trading day as its file has it: times of day in the market's time zone.</summary>
internal readonly record struct CalendarDay(DateOnly Date, TimeOnly PremarketOpen, TimeOnly Open, TimeOnly Close, TimeOnly PostmarketClose)
{
    public bool IsEarlyClose { get; init; }

    public bool IsLateOpen { get; init; }
}
