namespace Cep.Simulation;

/// <summary>All operators that queries are drawn of. One that is added here is simulated from then on.</summary>
internal static class OperatorRegistry
{
    public static IReadOnlyList<OperatorEntry> All { get; } =
    [
        new("Where", 3, WhereOperator.Draw),
        new("Select", 3, SelectOperator.Draw),
        new("SelectMany", 2, SelectManyOperator.Draw),
        new("Scan", 2, ScanOperator.Draw),
        new("Pairwise", 3, PairwiseOperator.Draw),
        new("DistinctUntilChanged", 2, DistinctUntilChangedOperator.Draw),
        new("Ema", 2, EmaOperator.Draw),
        new("Crosses", 2, CrossesOperator.Draw) { Methods = ["Crosses", "CrossesAbove", "CrossesBelow"] },
        new("Tumbling", 4, draw => WindowOperator.Draw(draw, TumblingKind.Draw)),
        new("Hopping", 4, draw => WindowOperator.Draw(draw, HoppingKind.Draw)),
        new("TradingDays", 2, draw => WindowOperator.Draw(draw, CalendarKind.Draw)) { Needs = OperatorNeeds.Calendar, Methods = ["TradingDays", "TimeOfDay"] },
        new("TumblingTradingTime", 8, draw => WindowOperator.Draw(draw, TradingTimeKind.Draw)) { Needs = OperatorNeeds.Calendar | OperatorNeeds.Statuses },
        new("Sliding", 4, draw => WindowOperator.Draw(draw, SlidingKind.Draw)),
        new("Session", 3, draw => WindowOperator.Draw(draw, SessionKind.Draw)),
        new("CountTumbling", 2, draw => WindowOperator.Draw(draw, CountKind.DrawTumbling)),
        new("CountSliding", 3, draw => WindowOperator.Draw(draw, CountKind.DrawSliding)),
        new("AbsentTradingTime", 4, AbsentOperator.DrawTrading) { Needs = OperatorNeeds.Calendar | OperatorNeeds.Statuses },
        new("TimeoutTradingTime", 4, TimeoutOperator.DrawTrading) { Needs = OperatorNeeds.Calendar | OperatorNeeds.Statuses },
        new("WithTradingTime", 5, WithTradingTimeOperator.Draw) { Needs = OperatorNeeds.Calendar | OperatorNeeds.Statuses },
        new("Match", 5, MatchOperator.Draw),
        new("AsOf", 6, AsOfOperator.Draw) { Inputs = 2, Methods = ["AsOf", "AsOfOrDefault", "WithReference"] },
        new("IntervalJoin", 3, IntervalJoinOperator.Draw) { Inputs = 2 },
        new("Absent", 3, AbsentOperator.Draw),
        new("Timeout", 3, TimeoutOperator.Draw),
        new("Every", 3, EveryOperator.Draw),
    ];
}

/// <summary>An operator that may be drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How often it is drawn, compared to the others.</param>
/// <param name="Draw">Draws its arguments.</param>
internal sealed record OperatorEntry(string Name, int Weight, Func<OperatorDraw, SimulatedOperator> Draw)
{
    /// <summary>How many streams it is applied to.</summary>
    public int Inputs { get; init; } = 1;

    public OperatorNeeds Needs { get; init; }

    /// <summary>The methods of a stream that it calls, in one drawn form or another.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [Name];
}

/// <summary>What has to be there for an operator to be drawn.</summary>
[Flags]
internal enum OperatorNeeds
{
    None = 0,

    /// <summary>The case plays on days that the calendar knows.</summary>
    Calendar = 1,

    /// <summary>The rule consumes market statuses.</summary>
    Statuses = 2,
}
