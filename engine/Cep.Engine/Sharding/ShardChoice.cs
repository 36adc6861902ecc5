namespace Cep;

/// <summary>
/// How many shards pay: the rules' time is divided among them, but picking events out, copying them and gathering the
/// results is added to it, and putting the log in order stays one thread's. Prices are in nanoseconds an event, read off
/// the routing scenario of the throughput program; for cheap rules they are rather too high than too low.
/// </summary>
internal static class ShardChoice
{
    /// <summary>What one thread has to do for each event before the rules see it.</summary>
    private const double SequencingNanos = 3;

    /// <summary>What all threads together have to do beside the rules when there are several.</summary>
    private const double OverheadNanos = 20;

    /// <summary>A gain below a half is not worth further cores, and within what the measurement may be wrong.</summary>
    private const double LeastGain = 1.5;

    /// <summary>A further shard must bring at least this much.</summary>
    private const double LeastStep = 1.1;

    /// <summary>Rules up to this price stay on one shard whatever the cores, so they need not be measured better.</summary>
    public const double CheapNanos = SequencingNanos * LeastGain;

    /// <summary>The number of shards to run with.</summary>
    /// <param name="ruleNanos">What the rules cost on one thread, nanoseconds an event.</param>
    /// <param name="busiestShare">The busiest key's share of the events: it stays on one thread at a time.</param>
    /// <param name="cores">The most threads.</param>
    public static int Of(double ruleNanos, double busiestShare, int cores)
    {
        var chosen = 1;
        for (var shards = 2; shards <= cores; shards++)
        {
            if (Nanos(chosen, ruleNanos, busiestShare) / Nanos(shards, ruleNanos, busiestShare) >= LeastStep) chosen = shards;
        }

        return Nanos(1, ruleNanos, busiestShare) / Nanos(chosen, ruleNanos, busiestShare) >= LeastGain ? chosen : 1;
    }

    private static double Nanos(int shards, double ruleNanos, double busiestShare)
    {
        if (shards == 1) return SequencingNanos + ruleNanos;
        var shared = (SequencingNanos + ruleNanos + OverheadNanos) / shards;
        return Math.Max(Math.Max(shared, SequencingNanos), busiestShare * (ruleNanos + OverheadNanos));
    }
}
