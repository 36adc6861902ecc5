namespace Cep;

/// <summary>Runs the rules over the rounds of a run and gives what they derive to the collector.</summary>
internal abstract class Shards : IDisposable
{
    /// <summary>One shard on the calling thread, or several with a thread each.</summary>
    public static Shards Start(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally)
    {
        var collector = new Collector(options.Shards, outputs, tally, options.AllowedLatenessNanos) { State = new StateTotals(rulesInOrder, options, tally) };
        return options.Shards == 1
            ? new SingleShard(CreateRun(rulesInOrder, 0, options), collector)
            : new ParallelShards(rulesInOrder, options, collector);
    }

    /// <summary>One of the shards that the options ask for.</summary>
    protected static MeasuredRun CreateRun(IReadOnlyList<Rule> rulesInOrder, int shard, EngineOptions options) =>
        new(ShardRun.Create(rulesInOrder, shard, options.Shards, options.AllowedLatenessNanos), options.StateIntervalNanos);

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
