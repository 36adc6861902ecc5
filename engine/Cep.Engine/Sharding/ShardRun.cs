namespace Cep;

/// <summary>Runs the rules of one shard over its part of each round.</summary>
internal abstract class ShardRun
{
    /// <summary>Rules whose derived events are final at once run once; with an allowed lateness they run ahead and are confirmed.</summary>
    public static ShardRun Create(IReadOnlyList<Rule> rulesInOrder, int shard, int shards, long allowedLatenessNanos) =>
        allowedLatenessNanos == 0
            ? new PlainRun(new ShardPlan(rulesInOrder, shard, shards))
            : new RevisingRun(rulesInOrder, shard, shards, allowedLatenessNanos);

    /// <summary>Takes the shard's events of a round and runs the rules up to its watermark.</summary>
    public abstract void Process(EventBatch batch, long watermark, long lastTime, bool isRevision);

    /// <summary>The plan that a snapshot holds.</summary>
    /// <exception cref="SnapshotException">The run keeps more than a plan.</exception>
    public abstract ShardPlan SavedPlan { get; }

    /// <summary>What each rule keeps now, in the order of the rules.</summary>
    public abstract StateFigures[] Measure();

    /// <summary>Hands over what the round gave and takes emptied columns in its place.</summary>
    public abstract void HandOver(ShardResult result);
}

/// <inheritdoc/>
internal sealed class PlainRun(ShardPlan plan) : ShardRun
{
    public override void Process(EventBatch batch, long watermark, long lastTime, bool isRevision) => plan.Process(batch, watermark, lastTime);

    public override ShardPlan SavedPlan => plan;

    public override StateFigures[] Measure() => plan.Measure();

    public override void HandOver(ShardResult result) => result.TakeFrom(plan);
}
