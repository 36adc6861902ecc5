namespace Cep;

/// <summary>Runs the rules over the rounds of a run and gives what they derive to the collector.</summary>
internal abstract class Shards : IDisposable
{
    /// <summary>One shard on the calling thread, or several with a thread each.</summary>
    public static Shards Start(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally)
    {
        var lateness = options.AllowedLatenessNanos;
        if (options.Shards == 1) return new SingleShard(ShardRun.Create(rulesInOrder, 0, 1, lateness), new Collector(1, outputs, tally, lateness));
        var slices = new SliceTable(options.Shards, options.QueueLength, (slice, count) => ShardRun.Create(rulesInOrder, slice, count, lateness));
        return new ParallelShards(slices, options.Shards, new Collector(slices.Count, outputs, tally, lateness));
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
