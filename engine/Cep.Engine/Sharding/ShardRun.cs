namespace Cep;

/// <summary>Runs the rules of one shard over its part of each round.</summary>
internal abstract class ShardRun
{
    /// <summary>Rules whose derived events are final at once run once; with an allowed lateness they run ahead and are confirmed.</summary>
    public static ShardRun Create(IReadOnlyList<Rule> rulesInOrder, int shard, int shards, long allowedLatenessNanos, IReadOnlyList<Explain>? explained = null, IReadOnlyDictionary<string, KeySlice>? slices = null) =>
        allowedLatenessNanos == 0
            ? new PlainRun(new ShardPlan(rulesInOrder, shard, shards, explained, slices))
            : new RevisingRun(rulesInOrder, shard, shards, allowedLatenessNanos, explained, slices);

    /// <summary>Takes the shard's events of a round and runs the rules up to its watermark.</summary>
    public abstract void Process(EventBatch batch, long watermark, long lastTime, bool isRevision);

    /// <summary>The plan that a snapshot holds.</summary>
    public abstract ShardPlan SavedPlan { get; }

    /// <summary>The events that came after those that the saved plan has seen.</summary>
    public virtual IEnumerable<HeldRow> HeldRows => [];

    /// <summary>What each rule told of them, in the order of the rules; empty when all that is told is final.</summary>
    public virtual IReadOnlyList<Told> Told => [];

    /// <summary>Takes an event that a snapshot held.</summary>
    public virtual void Hold(HeldRow row, int key)
    {
    }

    /// <summary>All of a snapshot is loaded.</summary>
    public virtual void EndLoading(long watermark, long lastTime)
    {
    }

    /// <summary>What each rule keeps now, in the order of the rules.</summary>
    public abstract StateFigures[] Measure();

    /// <summary>The partial matches of each rule that are alive now, in the order of the rules; null for one without patterns.</summary>
    public abstract ShardPartials?[] CountPartials();

    /// <summary>Hands over what the round gave and takes emptied columns in its place.</summary>
    public abstract void HandOver(ShardResult result);
}

/// <inheritdoc/>
internal sealed class PlainRun(ShardPlan plan) : ShardRun
{
    public override void Process(EventBatch batch, long watermark, long lastTime, bool isRevision) => plan.Process(batch, watermark, lastTime);

    public override ShardPlan SavedPlan => plan;

    public override StateFigures[] Measure() => plan.Measure();

    public override ShardPartials?[] CountPartials() => plan.CountPartials();

    public override void HandOver(ShardResult result) => result.TakeFrom(plan);
}
