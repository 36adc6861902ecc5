namespace Cep.Simulation;

/// <summary>How long a symbol had traded: the market's trading time less what it lost while it was stopped.</summary>
/// <param name="phases">When the market trades; null for always.</param>
/// <param name="statuses">What stops the symbol, if the market does not always trade.</param>
internal sealed class ReferenceClock(TradingPhases? phases, IReadOnlyList<TimedStatus> statuses)
{
    /// <summary>The trading time at a time; statuses of the same time count as before.</summary>
    public long At(long time)
    {
        if (phases is not { } counted) return time;
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

        long Traded(long until) => ReferenceDays.TradedUntil(until, counted);
    }

    /// <summary>The first time in a range at which so much had been traded since its beginning, by halving; the end of the range when never.</summary>
    public long FirstAt(long from, long to, long traded)
    {
        var (low, high) = (from, to);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (At(middle) - At(from) >= traded) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    /// <summary>When so much will have been traded since a time, as far as is known; null when the symbol is stopped before and stays so.</summary>
    public long? DueAfter(long time, long traded)
    {
        if (phases is null) return time + traded;
        var due = FirstAt(time, ReferenceDays.End, traded);
        return At(due) - At(time) >= traded ? due : null;
    }

}
