namespace Cep;

/// <summary>Runs the rules over the rounds of a run and gives what they derive to the collector.</summary>
internal abstract class Shards : IDisposable
{
    /// <summary>How many shards run the rules.</summary>
    public abstract int Count { get; }

    /// <summary>One shard on the calling thread, several on as many threads, or as many as pay.</summary>
    public static Shards Start(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally, Sequencer sequencer) =>
        options.Shards == EngineOptions.Auto
            ? new AutoShards(rulesInOrder, options, outputs, tally, () => sequencer.Progress, Math.Min(Environment.ProcessorCount, EngineOptions.MaxShards))
            : Start(rulesInOrder, options, outputs, tally, options.Shards, toldUntil: long.MinValue);

    /// <summary>A stated number of shards, of which nothing is told up to a moment.</summary>
    protected static Shards Start(
        IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally, int count, long toldUntil)
    {
        Collector CollectorOf(int all) =>
            new(all, outputs, tally, options.AllowedLatenessNanos, toldUntil) { State = new StateTotals(rulesInOrder, options, tally) };
        if (count == 1) return new SingleShard(CreateRun(rulesInOrder, 0, 1, options), CollectorOf(1));
        var slices = new SliceTable(count, options.QueueLength, options.StateIntervalNanos, (slice, all) => CreateRun(rulesInOrder, slice, all, options));
        return new ParallelShards(slices, count, CollectorOf(slices.Count));
    }

    private static MeasuredRun CreateRun(IReadOnlyList<Rule> rulesInOrder, int shard, int all, EngineOptions options) =>
        new(ShardRun.Create(rulesInOrder, shard, all, options.AllowedLatenessNanos), options.StateIntervalNanos);

    /// <summary>Takes a round. The round is the caller's again when the call returns.</summary>
    public abstract void Process(Round round);

    /// <summary>Waits until all that was taken has reached the sinks.</summary>
    public abstract void Complete();

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class SingleShard(MeasuredRun run, Collector collector) : Shards
{
    private readonly ShardResult[] result = [new ShardResult()];

    public override int Count => 1;

    public override void Process(Round round)
    {
        run.Process(round.Events, round.Watermark, round.LastTime, round.IsRevision);
        run.HandOver(result[0]);
        collector.Collect(round, result);
    }

    public override void Complete()
    {
    }

    public override void Dispose()
    {
    }
}
