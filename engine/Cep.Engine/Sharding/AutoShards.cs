namespace Cep;

/// <summary>
/// Begins with one shard and, once there are events enough to measure, decides how many pay. If it is more than one, they
/// start the log again from its beginning and what was told already is not told again: results are a fold of the log, so
/// nothing has to be moved. How long rules take decides how the run is carried out, never what it derives.
/// </summary>
internal sealed class AutoShards(IReadOnlyList<Rule> rules, EngineOptions options, RunOutputs outputs, RunTally tally, int cores) : Shards
{
    /// <summary>Events to measure with. An input that ends before is not worth more threads.</summary>
    private const int Events = 1 << 16;

    /// <summary>Rounds to keep until then. A live feed may give so few events in each that there would be no end of them.</summary>
    private const int Rounds = 1 << 14;

    private readonly List<Round> begun = [];
    private Shards shards = Start(rules, options, outputs, tally, 1, toldUntil: long.MinValue);
    private bool isDecided = cores == 1;
    private int events;
    private long toldUntil = long.MinValue;

    public override int Count => shards.Count;

    public override void Process(Round round)
    {
        shards.Process(round);
        if (isDecided) return;
        var kept = new Round();
        kept.TakeFrom(round);
        begun.Add(kept);
        toldUntil = Math.Max(toldUntil, kept.Watermark);
        events += kept.Events.Count;
        if (kept.Watermark == long.MaxValue) Decide(1);
        else if (events >= Events) Decide(Choose());
        else if (begun.Count >= Rounds) Decide(1);
    }

    public override void Complete() => shards.Complete();

    public override void Dispose() => shards.Dispose();

    private int Choose()
    {
        var cost = new RuleCost(() => ShardRun.Create(rules, 0, 1, options.AllowedLatenessNanos), options.Clock);
        return ShardChoice.Of(cost.NanosPerEvent(begun, ShardChoice.CheapNanos), RuleCost.BusiestShare(begun), cores);
    }

    private void Decide(int count)
    {
        isDecided = true;
        if (count > 1)
        {
            shards.Dispose();
            shards = Start(rules, options, outputs, tally, count, toldUntil);
            foreach (var round in begun) shards.Process(round);
        }

        begun.Clear();
    }
}
