namespace Cep.Simulation;

/// <summary>How long a symbol had traded: the market's trading time less what it lost while it was stopped.</summary>
internal sealed class ReferenceClock(TradingPhases phases, IReadOnlyList<TimedStatus> statuses)
{
    /// <summary>The trading time at a time; statuses of the same time count as before.</summary>
    public long At(long time)
    {
        var lost = 0L;
        long? stoppedAt = null;
        var isHalt = false;
        foreach (var status in statuses.Where(status => status.Time <= time && status.Exchange == '\0'))
        {
            var isOver = status.State == TradingState.Open || (status.State == TradingState.Closed && !isHalt);
            if (stoppedAt is { } since && isOver)
            {
                lost += Traded(status.Time) - Traded(since);
                (stoppedAt, isHalt) = (null, false);
            }

            if (status.State is not (TradingState.Halted or TradingState.LuldPause or TradingState.Auction)) continue;
            stoppedAt ??= status.Time;
            isHalt |= status.State != TradingState.Auction;
        }

        if (stoppedAt is { } still) lost += Traded(time) - Traded(still);
        return Traded(time) - lost;
    }

    private long Traded(long time) => ReferenceDays.TradedUntil(time, phases);
}
