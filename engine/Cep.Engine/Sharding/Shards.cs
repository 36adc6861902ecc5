namespace Cep;

/// <summary>Runs the rules over the rounds of a run and gives what they derive to the collector.</summary>
internal abstract class Shards : IDisposable
{
    /// <summary>How many shards run the rules.</summary>
    public abstract int Count { get; }

    /// <summary>One shard on the calling thread, several on as many threads, or as many as pay.</summary>
    public static Shards Start(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally) =>
        options.Shards == EngineOptions.Auto
            ? new AutoShards(rulesInOrder, options, outputs, tally, Math.Min(Environment.ProcessorCount, EngineOptions.MaxShards))
            : Start(rulesInOrder, options, outputs, tally, options.Shards, toldUntil: long.MinValue);

    /// <summary>A stated number of shards, of which nothing is told up to a moment.</summary>
    protected static Shards Start(
        IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally, int count, long toldUntil)
    {
        var lateness = options.AllowedLatenessNanos;
        if (count == 1) return new SingleShard(ShardRun.Create(rulesInOrder, 0, 1, lateness), new Collector(1, outputs, tally, lateness, toldUntil));
        var slices = new SliceTable(count, options.QueueLength, (slice, all) => ShardRun.Create(rulesInOrder, slice, all, lateness));
        return new ParallelShards(slices, count, new Collector(slices.Count, outputs, tally, lateness, toldUntil));
    }

    /// <summary>Takes a round. The round is the caller's again when the call returns.</summary>
    public abstract void Process(Round round);

    /// <summary>Waits until all that was taken has reached the sinks.</summary>
    public abstract void Complete();

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class SingleShard(ShardRun run, Collector collector) : Shards
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
