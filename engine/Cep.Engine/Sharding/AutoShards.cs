namespace Cep;

/// <summary>
/// Begins with one shard and, once there are events enough to measure, decides how many pay. If it is more than one, they
/// start the log again from its beginning and what was told already is not told again: results are a fold of the log, so
/// nothing has to be moved. How long rules take decides how the run is carried out, never what it derives.
/// </summary>
/// <param name="rules">Producers before consumers.</param>
/// <param name="options">How to run.</param>
/// <param name="outputs">Where what is derived goes.</param>
/// <param name="tally">Counts it.</param>
/// <param name="progress">How far the run has come, to reckon how much is left.</param>
/// <param name="cores">The most threads.</param>
internal sealed class AutoShards(
    IReadOnlyList<Rule> rules, EngineOptions options, RunOutputs outputs, RunTally tally, Func<RunProgress> progress, int cores) : Shards(rules, options.AllowedLatenessNanos)
{
    /// <summary>What takes less on one thread is over before several have found into step.</summary>
    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(0.5);


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

    public override IReadOnlyList<MeasuredRun> Runs => shards.Runs;

    public override Collector Collector => shards.Collector;

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

    public override void Save(StateWriter writer) => shards.Save(writer);

    public override void Complete() => shards.Complete();

    public override void Dispose() => shards.Dispose();

    private int Choose()
    {
        var left = EventsLeft(progress());
        var cost = new RuleCost(() => ShardRun.Create(Rules, 0, 1, options.AllowedLatenessNanos), options.Clock);
        var nanos = cost.NanosPerEvent(begun, ShardChoice.CheapNanos, left);
        return nanos * left < LeastRest.TotalNanoseconds ? 1 : ShardChoice.Of(nanos, RuleCost.BusiestShare(begun), cores);
    }

    /// <summary>About how many events are still to come, from the bytes of the feeds; endless when those are unknown.</summary>
    private static double EventsLeft(RunProgress progress) => progress is { BytesTotal: > 0, BytesRead: > 0 }
        ? progress.Events * (Math.Max(progress.BytesTotal, progress.BytesRead) / (double)progress.BytesRead - 1)
        : double.PositiveInfinity;

    private void Decide(int count)
    {
        isDecided = true;
        if (count > 1)
        {
            shards.Dispose();
            shards = Start(Rules, options, outputs, tally, count, toldUntil);
            foreach (var round in begun) shards.Process(round);
        }

        begun.Clear();
    }
}
